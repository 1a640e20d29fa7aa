import type { Plan } from '@maru/contracts/membership';
import { useMe } from '@/shared/api/session-store';
import { useHasPassed } from '@/shared/lib/use-has-passed';
import { useMembership } from './membership';

/** The viewer's plan now; until their membership is loaded, the one that their profile shows. */
export const useOwnPlan = (): Plan => {
  const me = useMe();
  const { data } = useMembership();
  const hasEnded = useHasPassed(data?.membership.until ?? null);
  if (!data) return me.plan;
  return hasEnded ? 'free' : data.membership.plan;
};
