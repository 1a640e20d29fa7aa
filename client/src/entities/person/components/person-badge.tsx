import { PlanBadge } from '@/entities/membership/components/plan-badge';
import { useProfile } from '../api/profiles';

/** The mark of a person's plan, for beside their name: the name gives way, the mark stays. */
export const PersonBadge = ({ userId }: { userId: string }) => {
  const { data } = useProfile(userId);
  return data ? <PlanBadge plan={data.plan} /> : null;
};
