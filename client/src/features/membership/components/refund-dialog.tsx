import type { Order, RefundQuote } from '@maru/contracts/http/user/membership';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import { codeOf } from '@/shared/api/api-error';
import { errorWords } from '@/shared/errors/error-words';
import { Button } from '@/shared/ui/button';
import { Dialog } from '@/shared/ui/dialog';
import { FormError } from '@/shared/ui/form-error';
import form from '@/shared/ui/form.module.css';
import { Skeleton } from '@/shared/ui/skeleton';
import { useRefundOrder, useRefundQuote } from '../api/orders';
import { formatWon } from './korean-format';
import { problemOf } from './problem';
import styles from './refund-dialog.module.css';
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
  const hasChanged = codeOf(refund.error) === 'CONFLICT';
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
      {!quote && !problem ? <QuoteSkeleton /> : null}
      {problem ? (
        <p className={form.error} role="alert">
          {errorWords(t, problem)}
        </p>
      ) : null}
      {hasChanged ? (
        <p className={form.notice} role="alert">
          {t('membership.refund.changed')}
        </p>
      ) : (
        <FormError error={refund.error} />
      )}
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
      {quote.amount > 0 ? (
        <p className={styles.amount}>
          <span>{t('membership.refund.amount')}</span>
          <b>{formatWon(quote.amount)}</b>
        </p>
      ) : null}
      <p>{t(`membership.refund.${ruleOf(quote)}`)}</p>
      {quote.amount > 0 ? (
        <p className={form.text}>
          {t('membership.refund.ends')} {t('membership.refund.when')}
        </p>
      ) : null}
    </>
  );
};

const QuoteSkeleton = () => (
  <div className={styles.skeleton} aria-busy="true">
    <Skeleton width="100%" height={48} />
    <Skeleton width="80%" />
  </div>
);
