import type { MembershipPage, Offer } from '@maru/contracts/http/user/membership';
import { perksOf } from '@maru/contracts/membership';
import { useId, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { paths } from '@/shared/config/paths';
import { formatNumber } from '@/shared/i18n/format';
import { showInvalid } from '@/shared/lib/show-invalid';
import { Button, buttonClass } from '@/shared/ui/button';
import { Checkbox } from '@/shared/ui/checkbox';
import { usePay } from '../api/use-pay';
import { overlapOf } from '../model/coverage';
import facts from './facts.module.css';
import styles from './checkout-page.module.css';
import { formatLastDay, formatWon } from './korean-format';
import { PayNotice } from './pay-notice';
import { usePlanWords } from './use-plan-words';

interface CheckoutFormProps {
  offer: Offer;
  spans: MembershipPage['spans'];
}

/** A consent is to a price and a span: it does not hold for others. */
const termsOf = ({ amount, startsAt, endsAt }: Offer): string => `${amount} ${startsAt} ${endsAt}`;

/** The order, the rules, one consent, and the way to pay. */
export const CheckoutForm = ({ offer, spans }: CheckoutFormProps) => {
  const { t } = useTranslation();
  const id = useId();
  const [agreed, setAgreed] = useState<string>();
  const [wasTried, setWasTried] = useState(false);
  const payment = usePay(offer);
  const isBusy = payment.isPending || payment.isSuccess;
  const isAgreed = agreed === termsOf(offer);
  const isConsentMissing = wasTried && !isAgreed;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!isAgreed) return showInvalid(event.currentTarget, () => setWasTried(true));
    setWasTried(false);
    if (!isBusy) payment.mutate();
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <Facts offer={offer} />
      <Rules offer={offer} spans={spans} />
      <div>
        <Checkbox
          isStrong
          label={t('membership.checkout.agree')}
          checked={isAgreed}
          disabled={isBusy}
          aria-invalid={isConsentMissing || undefined}
          aria-describedby={isConsentMissing ? `${id}-error` : undefined}
          onChange={(event) => setAgreed(event.target.checked ? termsOf(offer) : undefined)}
        />
        {isConsentMissing ? (
          <p id={`${id}-error`} className={styles.error} role="alert">
            {t('membership.checkout.mustAgree')}
          </p>
        ) : null}
      </div>
      <PayNotice error={payment.error} isLeaving={payment.isSuccess} />
      <div className={styles.actions}>
        <Link
          to={paths.settings.to('membership')}
          reloadDocument
          className={buttonClass({ variant: 'secondary', size: 'l' })}
        >
          {t('common.cancel')}
        </Link>
        <Button type="submit" size="l" isBusy={isBusy}>
          {t('membership.checkout.pay', { amount: formatWon(offer.amount) })}
        </Button>
      </div>
    </form>
  );
};

const Facts = ({ offer }: { offer: Offer }) => {
  const { t } = useTranslation();
  const { nameOf, spanOf } = usePlanWords();
  return (
    <dl className={facts.facts}>
      <div>
        <dt>{t('membership.checkout.product')}</dt>
        <dd>{t('membership.month', { plan: nameOf(offer.plan) })}</dd>
      </div>
      <div>
        <dt>{t('membership.checkout.span')}</dt>
        <dd>{spanOf(offer)}</dd>
      </div>
      <div className={styles.total}>
        <dt>{t('membership.checkout.total')}</dt>
        <dd>
          <b>{formatWon(offer.amount)}</b>
          <small>{t('membership.checkout.vat', { amount: formatWon(offer.vat) })}</small>
        </dd>
      </div>
    </dl>
  );
};

const Rules = ({ offer, spans }: CheckoutFormProps) => {
  const { t } = useTranslation();
  const { nameOf } = usePlanWords();
  const overlap = overlapOf(offer, spans);
  const freeLimit = formatNumber(perksOf.free.messageText);
  return (
    <ul className={styles.rules}>
      {overlap ? (
        <li>
          {t(overlap.isSmaller ? 'membership.checkout.below' : 'membership.checkout.above', {
            plan: nameOf(overlap.plan),
            bought: nameOf(offer.plan),
            day: formatLastDay(overlap.endsAt),
          })}
        </li>
      ) : null}
      <li>{t('membership.checkout.once')}</li>
      <li>
        {t('membership.checkout.refund')} {t('membership.checkout.use', { limit: freeLimit })}
      </li>
      <li>{t('membership.checkout.minors')}</li>
    </ul>
  );
};
