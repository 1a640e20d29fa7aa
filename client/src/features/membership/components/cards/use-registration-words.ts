import type { Order } from '@maru/contracts/http/user/membership';
import { useTranslation } from 'react-i18next';
import type { RegistrationView } from '../../model/registration-view';
import { formatFirstDay, formatLastDay, formatWon } from '../korean-format';
import { usePlanWords } from '../use-plan-words';

const daysOf = (order: Order | undefined) => ({
  from: order?.span ? formatFirstDay(order.span.startsAt) : '',
  to: order?.span ? formatLastDay(order.span.endsAt) : '',
  next: order?.span ? formatFirstDay(order.span.endsAt) : '',
});

/** The sentences that tell how the registration of a card, and its charge, stand. */
export const useRegistrationWords = (
  view: RegistrationView,
  order: Order | undefined,
  isOverdue: boolean,
): { title: string; text: string } => {
  const { t } = useTranslation();
  const { nameOf } = usePlanWords();
  const days = daysOf(order);
  const noMoney = t('membership.order.noMoney');
  const reason = 'failure' in view ? t(`membership.failures.${view.failure}`) : '';
  const waiting = t(isOverdue ? 'membership.order.overdueText' : 'membership.order.confirmingText');
  const texts: Record<RegistrationView['kind'], string> = {
    working: waiting,
    confirming: waiting,
    subscribed: t('subscription.registration.subscribedText', days),
    changed: t('subscription.registration.changedText'),
    settled: t('subscription.registration.settledText', days),
    unsettled: reason,
    declined: t('subscription.registration.declinedText', { reason }),
    refused: t('subscription.registration.refusedText'),
    failed: `${reason} ${noMoney}`,
    left: noMoney,
    returned: t('subscription.registration.returnedText', { amount: formatWon(order?.amount ?? 0) }),
    over: t('subscription.registration.overText'),
  };
  return {
    title: t(`subscription.registration.${view.kind}`, { plan: nameOf(order?.plan ?? 'free') }),
    text: texts[view.kind],
  };
};
