import type { Subscription } from '@maru/contracts/http/user/subscription';
import type { PaidPlan } from '@maru/contracts/membership';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import { paths } from '@/shared/config/paths';
import { Button } from '@/shared/ui/button';
import { useKeepPlan, useResume } from '../../api/subscription';
import { PaymentLink } from '../payment-link';
import { usePlanWords } from '../use-plan-words';
import styles from './subscription-section.module.css';

interface SubscriptionActionsProps {
  subscription: Subscription;
  isInCall: boolean;
  onChangePlan: () => void;
  onEnd: () => void;
}

/** Everything that can be done with a subscription in its state; the primary action repairs or continues it. */
export const SubscriptionActions = ({
  subscription,
  isInCall,
  onChangePlan,
  onEnd,
}: SubscriptionActionsProps) => {
  const { t } = useTranslation();
  const { state, plan, nextPlan } = subscription;
  const byState: Record<Subscription['state'], ReactNode> = {
    active: (
      <>
        <CardLink isInCall={isInCall} variant="secondary" />
        {nextPlan === plan ? (
          <Button variant="secondary" onClick={onChangePlan}>
            {t('subscription.changePlan')}
          </Button>
        ) : (
          <KeepPlanButton plan={plan} />
        )}
      </>
    ),
    'past-due': <CardLink isInCall={isInCall} variant="primary" />,
    cancelling: <ResumeButton />,
  };
  return (
    <div className={styles.actions}>
      {byState[state]}
      <Button variant="secondary" onClick={onEnd}>
        {t(state === 'cancelling' ? 'subscription.endNow' : 'subscription.cancel')}
      </Button>
    </div>
  );
};

const CardLink = ({ isInCall, variant }: { isInCall: boolean; variant: 'primary' | 'secondary' }) => {
  const { t } = useTranslation();
  const text = t('subscription.changeCard');
  return <PaymentLink to={paths.card.to()} text={text} variant={variant} isInCall={isInCall} />;
};

/** Takes the choice of a smaller plan back. */
const KeepPlanButton = ({ plan }: { plan: PaidPlan }) => {
  const { t } = useTranslation();
  const { nameOf } = usePlanWords();
  const keep = useKeepPlan(() => toast.success(t('subscription.undone', { plan: nameOf(plan) })));
  return (
    <Button variant="secondary" isBusy={keep.isPending} onClick={() => keep.mutate(plan)}>
      {t('subscription.undo')}
    </Button>
  );
};

const ResumeButton = () => {
  const { t } = useTranslation();
  const resume = useResume(() => toast.success(t('subscription.kept')));
  return (
    <Button isBusy={resume.isPending} onClick={() => resume.mutate()}>
      {t('subscription.keep')}
    </Button>
  );
};
