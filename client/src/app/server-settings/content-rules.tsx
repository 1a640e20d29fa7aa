import { ContentRules } from '@/features/safety/components/content-rules';
import type { SectionProps } from './sections';

export const Component = ({ detail }: SectionProps) => <ContentRules detail={detail} />;
