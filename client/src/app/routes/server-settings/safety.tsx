import { ServerSafety } from '@/features/moderation/components/server-safety';
import { writeServer } from '@/features/servers/api/servers';
import type { SectionProps } from './sections';

export const Component = ({ detail }: SectionProps) => (
  <ServerSafety server={detail.server} onChanged={writeServer} />
);
