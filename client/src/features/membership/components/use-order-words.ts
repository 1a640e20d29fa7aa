import type { Order } from '@maru/contracts/http/user/membership';
import { useTranslation } from 'react-i18next';
import type { OrderView } from '../model/order-view';
import { formatFirstDay, formatLastDay, formatWon } from './korean-format';
import { usePlanWords } from './use-plan-words';

/** The sentences that tell a buyer how their order stands. */
export const useOrderWords = (
  order: Order,
  view: OrderView,
  isOverdue: boolean,
): { title: string; text: string } => {
  const { t } = useTranslation();
  const { nameOf } = usePlanWords();
  const { plan, span } = order;
  const noMoney = t('membership.order.noMoney');
  const texts: Record<OrderView['kind'], string> = {
    confirming: t(isOverdue ? 'membership.order.overdueText' : 'membership.order.confirmingText'),
    paid: span
      ? t('membership.order.paidText', {
          from: formatFirstDay(span.startsAt),
          to: formatLastDay(span.endsAt),
        })
      : '',
    failed: view.kind === 'failed' ? `${t(`membership.failures.${view.failure}`)} ${noMoney}` : '',
    left: noMoney,
    closed: `${t('membership.order.closedText')} ${noMoney}`,
    unfinished: noMoney,
    refunding: t('membership.order.refundingText', { amount: formatWon(order.amount) }),
    refundAsked: t('membership.order.refundAskedText'),
    refunded: t('membership.order.refundedText', { amount: formatWon(order.refundedAmount) }),
  };
  return {
    title: t(`membership.order.${view.kind}`, { plan: nameOf(plan) }),
    text: texts[view.kind],
  };
};
