import type { Offer } from '@maru/contracts/http/user/membership';
import { useTranslation } from 'react-i18next';
import styles from './checkout-page.module.css';
import facts from './facts.module.css';
import { formatFirstDay, formatWon } from './korean-format';
import { usePlanWords } from './use-plan-words';

const Fact = ({ name, value }: { name: string; value: string }) => (
  <div>
    <dt>{name}</dt>
    <dd>{value}</dd>
  </div>
);

const Total = ({ name, offer }: { name: string; offer: Offer }) => {
  const { t } = useTranslation();
  return (
    <div className={styles.total}>
      <dt>{name}</dt>
      <dd>
        <b>{formatWon(offer.amount)}</b>
        <small>{t('membership.checkout.vat', { amount: formatWon(offer.vat) })}</small>
      </dd>
    </div>
  );
};

/** One month, paid once. */
export const MonthFacts = ({ offer }: { offer: Offer }) => {
  const { t } = useTranslation();
  const { nameOf, spanOf } = usePlanWords();
  const plan = nameOf(offer.plan);
  return (
    <dl className={facts.facts}>
      <Fact name={t('membership.checkout.product')} value={t('membership.kinds.month', { plan })} />
      <Fact name={t('membership.checkout.span')} value={spanOf(offer)} />
      <Total name={t('membership.checkout.total')} offer={offer} />
    </dl>
  );
};

/** A charge today, and one at the start of each month that follows. */
export const SubscriptionFacts = ({ offer }: { offer: Offer }) => {
  const { t } = useTranslation();
  const { nameOf, spanOf } = usePlanWords();
  const plan = nameOf(offer.plan);
  const amount = formatWon(offer.amount);
  return (
    <dl className={facts.facts}>
      <Fact name={t('membership.checkout.product')} value={t('subscription.checkout.product', { plan })} />
      <Fact name={t('subscription.checkout.price')} value={t('subscription.checkout.monthly', { amount })} />
      <Fact name={t('subscription.checkout.firstSpan')} value={spanOf(offer)} />
      <Fact name={t('subscription.checkout.nextCharge')} value={formatFirstDay(offer.endsAt)} />
      <Total name={t('subscription.checkout.today')} offer={offer} />
    </dl>
  );
};
