import type { UpgradeQuote } from '@maru/contracts/http/user/subscription';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import { Button } from '@/shared/ui/button';
import { Dialog } from '@/shared/ui/dialog';
import form from '@/shared/ui/form.module.css';
import { useUpgrade, useUpgradeQuote } from '../../api/subscription';
import { failureOf, type Failure } from '../../model/failures';
import { isPending } from '../../model/order-view';
import { ChangeNotice } from '../change-notice';
import { formatFirstDay, formatWon } from '../korean-format';
import { problemOf } from '../problem';
import { QuoteState } from '../quote-state';
import { QuotedAmount } from '../quoted-amount';
import { usePlanWords } from '../use-plan-words';
import type { PlanDialogProps } from './plan-dialog-props';

/** Shows the price of the larger plan for the days that are left, then charges it. */
export const UpgradeDialog = ({ subscription, to, monthly, onClose }: PlanDialogProps) => {
  const { t } = useTranslation();
  const { nameOf } = usePlanWords();
  const query = useUpgradeQuote();
  const { upgrade, failure } = useUpgrading(nameOf(to), onClose);
  const quote = query.data;
  const problem = problemOf(query);
  return (
    <Dialog
      isOpen
      title={t('subscription.upgrade.title', { plan: nameOf(to) })}
      onClose={onClose}
      actions={
        <>
          <Button variant="secondary" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          {quote ? (
            <Button
              isBusy={upgrade.isPending || query.isFetching}
              onClick={() => upgrade.mutate(quote.amount)}
            >
              {quote.amount > 0
                ? t('subscription.upgrade.submit', { amount: formatWon(quote.amount) })
                : t('subscription.upgrade.submitFree')}
            </Button>
          ) : null}
          {problem ? <Button onClick={() => void query.refetch()}>{t('common.retry')}</Button> : null}
        </>
      }
    >
      {quote ? <QuoteText quote={quote} /> : null}
      <QuoteState isKnown={quote !== undefined} problem={problem} />
      {quote && monthly ? (
        <p className={form.text}>
          {t('subscription.upgrade.after', {
            day: formatFirstDay(subscription.paidUntil),
            amount: formatWon(monthly),
          })}
        </p>
      ) : null}
      {failure ? <Declined failure={failure} /> : null}
      <ChangeNotice error={upgrade.error} words={{ CONFLICT: t('subscription.upgrade.changed') }} />
    </Dialog>
  );
};

/** Closes the dialog unless the card was declined. */
const useUpgrading = (plan: string, onClose: () => void) => {
  const { t } = useTranslation();
  const [failure, setFailure] = useState<Failure>();
  const upgrade = useUpgrade(({ order }) => {
    if (order?.state === 'failed') return setFailure(failureOf(order.failureCode));
    if (order && isPending(order)) toast.info(t('subscription.upgrade.confirming'));
    else toast.success(t('subscription.upgrade.done', { plan }));
    onClose();
  });
  return { upgrade, failure: upgrade.isSuccess ? failure : undefined };
};

const QuoteText = ({ quote: { amount, daysLeft } }: { quote: UpgradeQuote }) => {
  const { t } = useTranslation();
  if (amount === 0) return <p>{t('subscription.upgrade.free')}</p>;
  return (
    <>
      <QuotedAmount label={t('subscription.upgrade.amount')} amount={amount} />
      <p>{t('subscription.upgrade.text', { count: daysLeft, amount: formatWon(amount) })}</p>
    </>
  );
};

const Declined = ({ failure }: { failure: Failure }) => {
  const { t } = useTranslation();
  return (
    <p className={form.notice} role="alert">
      {t('subscription.upgrade.declined', { reason: t(`membership.failures.${failure}`) })}
    </p>
  );
};
