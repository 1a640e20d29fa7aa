import type { Order, RefundQuote } from '@maru/contracts/http/user/membership';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import { Button } from '@/shared/ui/button';
import { Dialog } from '@/shared/ui/dialog';
import form from '@/shared/ui/form.module.css';
import { useRefundOrder, useRefundQuote } from '../api/orders';
import { ChangeNotice } from './change-notice';
import { formatWon } from './korean-format';
import { problemOf } from './problem';
import { QuoteState } from './quote-state';
import { QuotedAmount } from './quoted-amount';
import { usePlanWords } from './use-plan-words';

/** Shows the amount of a refund with the rule that gives it; two choices of equal weight. */
export const RefundDialog = ({ order, onClose }: { order: Order; onClose: () => void }) => {
  const { t } = useTranslation();
  const { nameOf } = usePlanWords();
  const query = useRefundQuote(order.orderId);
  const refund = useRefundOrder(order.orderId, ({ refundedAmount, isRefunding }) => {
    const isDone = refundedAmount > 0 && !isRefunding;
    toast.success(t(isDone ? 'membership.refund.done' : 'membership.refund.asked'));
    onClose();
  });
  const quote = query.data;
  const amount = quote?.amount ?? 0;
  const problem = problemOf(query);
  return (
    <Dialog
      isOpen
      title={t('membership.refund.title', { plan: nameOf(order.plan) })}
      onClose={onClose}
      actions={
        <>
          <Button variant="secondary" onClick={onClose}>
            {t('membership.refund.keep')}
          </Button>
          {amount > 0 ? (
            <Button
              variant="secondary"
              isBusy={refund.isPending || query.isFetching}
              onClick={() => refund.mutate(amount)}
            >
              {t('membership.refund.submit', { amount: formatWon(amount) })}
            </Button>
          ) : null}
          {problem ? (
            <Button variant="secondary" onClick={() => void query.refetch()}>
              {t('common.retry')}
            </Button>
          ) : null}
        </>
      }
    >
      {quote ? <QuoteText quote={quote} /> : null}
      <QuoteState isKnown={quote !== undefined} problem={problem} />
      <ChangeNotice error={refund.error} words={{ CONFLICT: t('membership.refund.changed') }} />
    </Dialog>
  );
};

const ruleOf = ({ rule, isUsed }: RefundQuote) => {
  if (rule !== 'pro-rata') return rule;
  return isUsed ? 'used' : 'late';
};

const QuoteText = ({ quote }: { quote: RefundQuote }) => {
  const { t } = useTranslation();
  return (
    <>
      {quote.amount > 0 ? <QuotedAmount label={t('membership.refund.amount')} amount={quote.amount} /> : null}
      <p>{t(`membership.refund.${ruleOf(quote)}`)}</p>
      {quote.amount > 0 ? (
        <p className={form.text}>
          {t('membership.refund.ends')} {t('membership.refund.when')}
        </p>
      ) : null}
    </>
  );
};
