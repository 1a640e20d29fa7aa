import { ServerSafety } from '@/features/moderation/components/server-safety';
import { writeServer } from '@/entities/server/api/servers';
import type { SectionProps } from './sections';

export const Component = ({ detail }: SectionProps) => (
  <ServerSafety server={detail.server} onChanged={writeServer} />
);
