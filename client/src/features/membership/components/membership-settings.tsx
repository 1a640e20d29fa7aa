import type { ReactNode } from 'react';
import { useMembershipOnSale } from '@/entities/membership/api/membership';
import { SectionSkeleton } from '@/shared/ui/settings-section';
import { ErrorView } from '@/shared/ui/state-view';
import { CurrentPlan } from './current-plan';
import { OrderHistory } from './order-history';
import { PlanCards } from './plan-cards';
import { problemOf } from './problem';

interface MembershipSettingsProps {
  /** The page of payment opens in a tab of its own, so that the call goes on. */
  isInCall: boolean;
  /** The seller's facts. */
  footer: ReactNode;
}

/** The person's membership, the plans that they can buy, and their payments. */
export const MembershipSettings = ({ isInCall, footer }: MembershipSettingsProps) => {
  const query = useMembershipOnSale();
  const { data, refetch } = query;
  const problem = problemOf(query);
  return (
    <>
      {problem ? <ErrorView error={problem} onRetry={() => void refetch()} /> : null}
      {!data && !problem ? <SectionSkeleton /> : null}
      {data ? (
        <>
          <CurrentPlan page={data} />
          <PlanCards page={data} isInCall={isInCall} />
        </>
      ) : null}
      {problem ? null : <OrderHistory />}
      {footer}
    </>
  );
};
