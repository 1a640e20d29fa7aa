import type { MembershipPage, Offer } from '@maru/contracts/http/user/membership';
import { perksOf } from '@maru/contracts/membership';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '@/shared/i18n/format';
import { overlapOf } from '../model/coverage';
import styles from './checkout-page.module.css';
import { dayOfMonth, formatLastDay } from './korean-format';
import { usePlanWords } from './use-plan-words';

interface CheckoutRulesProps {
  offer: Offer;
  spans: MembershipPage['spans'];
  isMonthly: boolean;
}

/** Everything about the charges, the refund and minors that a buyer must know before they pay. */
export const CheckoutRules = ({ offer, spans, isMonthly }: CheckoutRulesProps) => {
  const { t } = useTranslation();
  const freeLimit = formatNumber(perksOf.free.messageText);
  return (
    <ul className={styles.rules}>
      <OverlapRule offer={offer} spans={spans} />
      {isMonthly ? <ChargeRules offer={offer} /> : <li>{t('membership.checkout.once')}</li>}
      <li>
        {t('membership.checkout.refund')} {t('membership.checkout.use', { limit: freeLimit })}
      </li>
      <li>{t('membership.checkout.minors')}</li>
    </ul>
  );
};

/** The last day that every month has. */
const lastCommonDay = 28;

const ChargeRules = ({ offer }: { offer: Offer }) => {
  const { t } = useTranslation();
  const day = dayOfMonth(offer.startsAt);
  return (
    <>
      <li>
        {t(day > lastCommonDay ? 'subscription.checkout.lastDay' : 'subscription.checkout.day', { day })}
      </li>
      <li>{t('subscription.checkout.after')}</li>
      <li>{t('subscription.checkout.cancel')}</li>
    </>
  );
};

const OverlapRule = ({ offer, spans }: Omit<CheckoutRulesProps, 'isMonthly'>) => {
  const { t } = useTranslation();
  const { nameOf } = usePlanWords();
  const overlap = overlapOf(offer, spans);
  if (!overlap) return null;
  return (
    <li>
      {t(overlap.isSmaller ? 'membership.checkout.below' : 'membership.checkout.above', {
        plan: nameOf(overlap.plan),
        bought: nameOf(offer.plan),
        day: formatLastDay(overlap.endsAt),
      })}
    </li>
  );
};
