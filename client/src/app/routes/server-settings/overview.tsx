import { ServerOverview } from '@/features/servers/components/settings/server-overview';
import type { SectionProps } from './sections';

export const Component = ({ detail }: SectionProps) => <ServerOverview detail={detail} />;
