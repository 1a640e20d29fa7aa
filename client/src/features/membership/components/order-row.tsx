import type { Order } from '@maru/contracts/http/user/membership';
import type { Subscription } from '@maru/contracts/http/user/subscription';
import { ReceiptText } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { formatFull } from '@/shared/i18n/format';
import { useHasPassed } from '@/shared/lib/use-has-passed';
import { Button, buttonClass } from '@/shared/ui/button';
import records from '@/shared/ui/records.module.css';
import { failureOf } from '../model/failures';
import { receiptOf } from '../model/receipt';
import { refundableUntil } from '../model/refundable';
import { formatFirstDay, formatWon } from './korean-format';
import { usePlanWords } from './use-plan-words';

type Shown = Order['state'] | 'partlyRefunded' | 'refundAsked';

const shownState = ({ state, isRefunding, refundedAmount }: Order): Shown => {
  if (state !== 'paid') return state;
  if (isRefunding) return 'refundAsked';
  return refundedAmount > 0 ? 'partlyRefunded' : 'paid';
};

const tones: Partial<Record<Shown, string>> = {
  confirming: 'warning',
  refunding: 'warning',
  refundAsked: 'warning',
  failed: 'danger',
  paid: 'accent',
};

interface OrderRowProps {
  order: Order;
  subscription: Subscription | null | undefined;
  onRefund: () => void;
}

/** One payment: its amount, its state, and its receipt and refund. */
export const OrderRow = ({ order, subscription, onRefund }: OrderRowProps) => {
  const { t } = useTranslation();
  const { nameOf, methodOf, spanOf } = usePlanWords();
  const { kind, plan, amount, method, span, refundedAmount, state } = order;
  const at = order.paidAt ?? order.createdAt;
  const day = formatFirstDay(at);
  const receipt = receiptOf(order);
  const shown = shownState(order);
  const isTooLate = useHasPassed(refundableUntil(order, subscription));
  return (
    <li className={records.record}>
      <span className={records.mark}>
        <ReceiptText size={18} strokeWidth={1.75} aria-hidden="true" />
      </span>
      <div className={records.words}>
        <b>{t(`membership.kinds.${kind}`, { plan: nameOf(plan) })}</b>
        <span className={records.meta}>
          <span className={records.tag} data-tone={tones[shown]}>
            {t(`membership.history.states.${shown}`)}
          </span>
          <span>{formatWon(amount)}</span>
          <time dateTime={at} title={formatFull(at)}>
            {day}
          </time>
          {method ? <span>{methodOf(method)}</span> : null}
        </span>
        {span ? <span className={records.meta}>{spanOf(span)}</span> : null}
        {refundedAmount > 0 ? (
          <span className={records.meta}>
            {t('membership.history.refunded', { amount: formatWon(refundedAmount) })}
          </span>
        ) : null}
        {state === 'failed' ? (
          <span className={records.meta}>{t(`membership.failures.${failureOf(order.failureCode)}`)}</span>
        ) : null}
      </div>
      <div className={records.actions}>
        {receipt ? (
          <a
            href={receipt}
            target="_blank"
            rel="noreferrer"
            className={buttonClass({ variant: 'secondary' })}
            aria-label={t('membership.history.receiptOf', { day })}
          >
            {t('membership.history.receipt')}
          </a>
        ) : null}
        {isTooLate ? null : (
          <Button
            variant="secondary"
            aria-label={t('membership.history.refundOf', { day })}
            onClick={onRefund}
          >
            {t('membership.history.refund')}
          </Button>
        )}
      </div>
    </li>
  );
};
