import type { MembershipPage, Offer } from '@maru/contracts/http/user/membership';
import { useId, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { paths } from '@/shared/config/paths';
import { showInvalid } from '@/shared/lib/show-invalid';
import { Button, buttonClass } from '@/shared/ui/button';
import { Checkbox } from '@/shared/ui/checkbox';
import { usePay } from '../api/use-pay';
import { MonthFacts, SubscriptionFacts } from './checkout-facts';
import styles from './checkout-page.module.css';
import { CheckoutRules } from './checkout-rules';
import { formatWon } from './korean-format';
import { PayNotice } from './pay-notice';

interface CheckoutFormProps {
  offer: Offer;
  spans: MembershipPage['spans'];
  /** Charged again every month, until the member cancels. */
  isMonthly: boolean;
}

/** A consent is to a price and a span: it does not hold for others. */
const termsOf = ({ amount, startsAt, endsAt }: Offer): string => `${amount} ${startsAt} ${endsAt}`;

/** The order, the rules, one consent, and the way to pay. */
export const CheckoutForm = ({ offer, spans, isMonthly }: CheckoutFormProps) => {
  const { t } = useTranslation();
  const id = useId();
  const [agreed, setAgreed] = useState<string>();
  const [wasTried, setWasTried] = useState(false);
  const payment = usePay(offer, isMonthly);
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
      {isMonthly ? <SubscriptionFacts offer={offer} /> : <MonthFacts offer={offer} />}
      <CheckoutRules offer={offer} spans={spans} isMonthly={isMonthly} />
      <div>
        <Checkbox
          isStrong
          label={t(isMonthly ? 'subscription.checkout.agree' : 'membership.checkout.agree')}
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
      <PayNotice error={payment.error} isLeaving={payment.isSuccess} isForCard={isMonthly} />
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
