import type { Subscription } from '@maru/contracts/http/user/subscription';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import { Button } from '@/shared/ui/button';
import { Dialog } from '@/shared/ui/dialog';
import form from '@/shared/ui/form.module.css';
import { RadioCards } from '@/shared/ui/radio-cards';
import { useCancel, useEndQuote } from '../../api/subscription';
import { endOf } from '../../model/end-of';
import { ChangeNotice } from '../change-notice';
import { formatLastDay, formatWon } from '../korean-format';
import { problemOf } from '../problem';
import { QuoteState } from '../quote-state';

/** `later`: when the paid period, or the grace, ends. `now`: at once, with a refund. */
type Way = 'later' | 'now';

interface EndingDialogProps {
  subscription: Subscription;
  onClose: () => void;
}

/** The ways to end a subscription, of equal weight, on one screen. */
export const EndingDialog = ({ subscription, onClose }: EndingDialogProps) => {
  const { t } = useTranslation();
  const ending = useEnding(subscription, onClose);
  const { query, problem, ways, cancel } = ending;
  return (
    <Dialog
      isOpen
      title={t(ending.isCancelled ? 'subscription.endNow' : 'subscription.ending.title')}
      onClose={onClose}
      actions={
        <>
          <Button variant="secondary" onClick={onClose}>
            {t(ending.isCancelled ? 'membership.refund.keep' : 'subscription.keep')}
          </Button>
          {ways.length > 0 ? (
            <Button
              variant="secondary"
              isBusy={cancel.isPending || query.isFetching}
              onClick={() => ending.submit()}
            >
              {t(ending.isCancelled ? 'subscription.endNow' : 'subscription.cancel')}
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
      <QuoteState isKnown={query.data !== undefined} problem={problem} />
      {query.data || problem ? <Ways {...ending} end={endOf(subscription)} /> : null}
      {ending.isUndecided ? (
        <p className={form.error} role="alert">
          {t('subscription.ending.choose')}
        </p>
      ) : null}
      <ChangeNotice
        error={cancel.error}
        words={{
          CONFLICT: t('subscription.ending.changed'),
          PAYMENT_PENDING: t('subscription.ending.pending'),
        }}
      />
    </Dialog>
  );
};

const useEnding = (subscription: Subscription, onClose: () => void) => {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<Way>();
  const [wasTried, setWasTried] = useState(false);
  const query = useEndQuote();
  const refund = query.data?.amount ?? 0;
  const isCancelled = subscription.state === 'cancelling';
  const ways: readonly Way[] = [
    ...(isCancelled ? [] : (['later'] as const)),
    ...(refund > 0 ? (['now'] as const) : []),
  ];
  const way = ways.length === 1 ? ways[0] : ways.find((each) => each === chosen);
  const cancel = useCancel(() => {
    const day = formatLastDay(endOf(subscription));
    toast.success(
      way === 'now' ? t('subscription.ending.doneNow') : t('subscription.ending.doneLater', { day }),
    );
    onClose();
  });
  const submit = () => {
    setWasTried(true);
    if (way) cancel.mutate(way === 'now' ? refund : null);
  };
  const isUndecided = wasTried && !way;
  const problem = problemOf(query);
  return { query, problem, refund, ways, way, isCancelled, isUndecided, cancel, submit, choose: setChosen };
};

interface WaysProps extends Pick<
  ReturnType<typeof useEnding>,
  'ways' | 'way' | 'refund' | 'problem' | 'choose'
> {
  end: string;
}

const Ways = ({ ways, way, refund, problem, choose, end }: WaysProps) => {
  const { t } = useTranslation();
  const day = formatLastDay(end);
  const labels = {
    later: t('subscription.ending.later', { day }),
    now: t('subscription.ending.now', { amount: formatWon(refund) }),
  };
  const texts = { later: t('subscription.ending.laterText'), now: t('subscription.ending.nowText') };
  if (ways.length > 1)
    return (
      <RadioCards
        label={t('subscription.ending.way')}
        value={way}
        options={ways.map((value) => ({ value, label: labels[value], text: texts[value] }))}
        onChange={choose}
      />
    );
  const none = t('subscription.ending.none', { day });
  if (!way) return problem ? null : <p>{none}</p>;
  return (
    <>
      <p>{refund === 0 && !problem ? none : labels[way]}</p>
      <p className={form.text}>{texts[way]}</p>
    </>
  );
};
