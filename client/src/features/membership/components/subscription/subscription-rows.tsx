import type { Subscription } from '@maru/contracts/http/user/subscription';
import { CalendarSync, CreditCard, Repeat } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import records from '@/shared/ui/records.module.css';
import { Row } from '@/shared/ui/settings-section';
import { formatFirstDay } from '../korean-format';
import { usePlanWords } from '../use-plan-words';
import { useChargeWords } from './use-charge-words';

interface RowProps {
  subscription: Subscription;
}

const icon = { size: 18, strokeWidth: 1.75, 'aria-hidden': true } as const;

const tones = { active: 'accent', 'past-due': 'danger', cancelling: 'warning' } as const;

/** The plan, its state, and the next charge. */
export const ChargeRow = ({ subscription }: RowProps) => {
  const { t } = useTranslation();
  const { nameOf } = usePlanWords();
  const words = useChargeWords(subscription);
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
      value={words}
    />
  );
};

/** The smaller plan that the next period has. */
export const NextPlanRow = ({ subscription }: RowProps) => {
  const { t } = useTranslation();
  const { nameOf } = usePlanWords();
  const { state, plan, nextPlan, paidUntil } = subscription;
  if (nextPlan === plan || state === 'cancelling') return null;
  return (
    <Row
      icon={<CalendarSync {...icon} />}
      label={t('subscription.nextPlan', { day: formatFirstDay(paidUntil), plan: nameOf(nextPlan) })}
      value={t('subscription.nextPlanText', { plan: nameOf(plan) })}
    />
  );
};

/** The card that is charged. */
export const CardRow = ({ subscription: { card, isCardUsable } }: RowProps) => {
  const { t } = useTranslation();
  const { cardOf } = usePlanWords();
  return (
    <Row
      icon={<CreditCard {...icon} />}
      label={cardOf(card)}
      value={t(isCardUsable ? 'subscription.card' : 'subscription.unusable')}
    />
  );
};
