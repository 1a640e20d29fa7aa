import type { ReactNode } from 'react';
import { useMembershipOnSale } from '@/entities/membership/api/membership';
import { SectionSkeleton } from '@/shared/ui/settings-section';
import { ErrorView } from '@/shared/ui/state-view';
import { useSubscription } from '../api/subscription';
import { CurrentPlan } from './current-plan';
import { OrderHistory } from './order-history';
import { PlanCards } from './plan-cards';
import { problemOf } from './problem';
import { SubscriptionSection } from './subscription/subscription-section';

interface MembershipSettingsProps {
  /** The pages of payment open in a tab of their own, so that the call goes on. */
  isInCall: boolean;
  /** The seller's facts. */
  footer: ReactNode;
}

/** The person's subscription and membership, the plans that they can buy, and their payments. */
export const MembershipSettings = ({ isInCall, footer }: MembershipSettingsProps) => {
  const membership = useMembershipOnSale();
  const known = useSubscription();
  const page = membership.data;
  const subscription = known.data;
  const problem = problemOf(membership) ?? problemOf(known);
  const isKnown = page !== undefined && subscription !== undefined;
  const retry = () => void Promise.all([membership.refetch(), known.refetch()]);
  return (
    <>
      {problem ? <ErrorView error={problem} onRetry={retry} /> : null}
      {!isKnown && !problem ? <SectionSkeleton /> : null}
      {isKnown ? (
        <>
          {subscription ? (
            <SubscriptionSection subscription={subscription} offers={page.offers} isInCall={isInCall} />
          ) : null}
          <CurrentPlan page={page} subscription={subscription} />
          <PlanCards page={page} subscription={subscription} isInCall={isInCall} />
        </>
      ) : null}
      {problem ? null : <OrderHistory />}
      {footer}
    </>
  );
};
