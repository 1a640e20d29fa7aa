import { ServerSafety } from '@/features/safety/components/server-safety';
import { writeServer } from '@/features/servers/api/servers';
import type { SectionProps } from './sections';

export const Component = ({ detail }: SectionProps) => (
  <ServerSafety server={detail.server} onChanged={writeServer} />
);
