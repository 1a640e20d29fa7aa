import { DeleteServer } from '@/features/servers/components/settings/delete-server';
import type { SectionProps } from './sections';

export const Component = ({ detail }: SectionProps) => <DeleteServer server={detail.server} />;
