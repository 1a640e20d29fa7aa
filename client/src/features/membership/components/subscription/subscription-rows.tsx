import type { Subscription } from '@maru/contracts/http/user/subscription';
import { CalendarSync, CreditCard, Repeat } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import { paths } from '@/shared/config/paths';
import { Button } from '@/shared/ui/button';
import records from '@/shared/ui/records.module.css';
import { Row } from '@/shared/ui/settings-section';
import { useKeepPlan, useResume } from '../../api/subscription';
import { formatFirstDay } from '../korean-format';
import { PaymentLink } from '../payment-link';
import { usePlanWords } from '../use-plan-words';
import { useChargeWords } from './use-charge-words';

interface RowProps {
  subscription: Subscription;
  isInCall: boolean;
}

const icon = { size: 18, strokeWidth: 1.75, 'aria-hidden': true } as const;

const tones = { active: 'accent', 'past-due': 'danger', cancelling: 'warning' } as const;

/** The plan, its state, and the next charge with the way to repair what is wrong with it. */
export const ChargeRow = ({ subscription, isInCall }: RowProps) => {
  const { t } = useTranslation();
  const { nameOf } = usePlanWords();
  const { state, plan } = subscription;
  return (
    <Row
      icon={<Repeat {...icon} />}
      label={
        <>
          {t('subscription.name', { plan: nameOf(plan) })}
          <span className={records.tag} data-tone={tones[state]}>
            {t(`subscription.states.${state}`)}
          </span>
        </>
      }
      value={useChargeWords(subscription)}
    >
      {state === 'past-due' ? <CardLink isInCall={isInCall} variant="primary" /> : null}
      {state === 'cancelling' ? <ResumeButton /> : null}
    </Row>
  );
};

const CardLink = ({ isInCall, variant }: { isInCall: boolean; variant: 'primary' | 'secondary' }) => {
  const { t } = useTranslation();
  return (
    <PaymentLink
      to={paths.card.to()}
      text={t('subscription.changeCard')}
      variant={variant}
      isInCall={isInCall}
    />
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

/** The smaller plan that the next period has, until the member takes it back. */
export const NextPlanRow = ({ subscription }: { subscription: Subscription }) => {
  const { t } = useTranslation();
  const { nameOf } = usePlanWords();
  const { state, plan, nextPlan, paidUntil } = subscription;
  const name = nameOf(plan);
  const keepPlan = useKeepPlan(() => toast.success(t('subscription.undone', { plan: name })));
  if (nextPlan === plan || state === 'cancelling') return null;
  return (
    <Row
      icon={<CalendarSync {...icon} />}
      label={t('subscription.nextPlan', { day: formatFirstDay(paidUntil), plan: nameOf(nextPlan) })}
      value={t('subscription.nextPlanText', { plan: name })}
    >
      <Button variant="secondary" isBusy={keepPlan.isPending} onClick={() => keepPlan.mutate(plan)}>
        {t('subscription.undo')}
      </Button>
    </Row>
  );
};

/** The card that is charged. */
export const CardRow = ({ subscription, isInCall }: RowProps) => {
  const { t } = useTranslation();
  const { cardOf } = usePlanWords();
  const { state, card, isCardUsable } = subscription;
  return (
    <Row
      icon={<CreditCard {...icon} />}
      label={cardOf(card)}
      value={t(isCardUsable ? 'subscription.card' : 'subscription.unusable')}
    >
      {state === 'active' ? <CardLink isInCall={isInCall} variant="secondary" /> : null}
    </Row>
  );
};
