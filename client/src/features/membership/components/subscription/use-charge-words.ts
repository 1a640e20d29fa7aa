import type { Subscription } from '@maru/contracts/http/user/subscription';
import { useTranslation } from 'react-i18next';
import { useHasPassed } from '@/shared/lib/use-has-passed';
import '../../i18n/words';
import { endOf } from '../../model/end-of';
import { formatFirstDay, formatLastDay, formatWon } from '../korean-format';

/** The sentence about the next charge, or about why there is none. */
export const useChargeWords = (subscription: Subscription): string => {
  const { t } = useTranslation();
  const { state, paidUntil, nextAmount } = subscription;
  const isDue = useHasPassed(paidUntil);
  const amount = formatWon(nextAmount);
  if (state === 'past-due') return t('subscription.failed', { day: formatLastDay(endOf(subscription)) });
  if (state === 'cancelling')
    return `${t('subscription.ends', { day: formatLastDay(endOf(subscription)) })} ${t('subscription.noMore')}`;
  return isDue
    ? t('subscription.soon', { amount })
    : t('subscription.next', { day: formatFirstDay(paidUntil), amount });
};
