import type { Order } from '@maru/contracts/http/user/membership';
import { useTranslation } from 'react-i18next';
import type { OrderView } from '../../model/order-view';
import { formatFirstDay, formatLastDay, formatWon } from '../korean-format';
import { usePlanWords } from '../use-plan-words';

const paidSpan = (order: Order | undefined) =>
  order?.span && { from: formatFirstDay(order.span.startsAt), to: formatLastDay(order.span.endsAt) };

/** The sentences that tell a buyer how their order stands. */
export const useOrderWords = (
  order: Order | undefined,
  view: OrderView,
  isOverdue: boolean,
): { title: string; text: string } => {
  const { t } = useTranslation();
  const { nameOf } = usePlanWords();
  const noMoney = t('membership.order.noMoney');
  const span = paidSpan(order);
  const texts: Record<OrderView['kind'], string> = {
    confirming: t(isOverdue ? 'membership.order.overdueText' : 'membership.order.confirmingText'),
    paid: span ? t('membership.order.paidText', span) : '',
    failed: view.kind === 'failed' ? `${t(`membership.failures.${view.failure}`)} ${noMoney}` : '',
    left: noMoney,
    closed: `${t('membership.order.closedText')} ${noMoney}`,
    unfinished: noMoney,
    refunding: t('membership.order.refundingText', { amount: formatWon(order?.amount ?? 0) }),
    refundAsked: t('membership.order.refundAskedText'),
    refunded: t('membership.order.refundedText', { amount: formatWon(order?.refundedAmount ?? 0) }),
  };
  return {
    title: t(`membership.order.${view.kind}`, { plan: nameOf(order?.plan ?? 'free') }),
    text: texts[view.kind],
  };
};
