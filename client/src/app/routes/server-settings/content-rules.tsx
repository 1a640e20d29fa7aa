import { ContentRules } from '@/features/moderation/components/content-rules/content-rules';
import type { SectionProps } from './sections';

export const Component = ({ detail }: SectionProps) => <ContentRules detail={detail} />;
