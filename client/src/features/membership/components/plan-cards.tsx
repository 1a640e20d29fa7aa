import type { MembershipPage, Offer } from '@maru/contracts/http/user/membership';
import type { Subscription } from '@maru/contracts/http/user/subscription';
import { limits } from '@maru/contracts/limits';
import { perksOf, plans, type Plan } from '@maru/contracts/membership';
import { Check, Minus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { paths } from '@/shared/config/paths';
import { formatNumber } from '@/shared/i18n/format';
import { Section } from '@/shared/ui/settings-section';
import blocks from '@/shared/ui/settings-section.module.css';
import { formatFirstDay, formatLastDay, formatWon } from './korean-format';
import { PaymentLink } from './payment-link';
import styles from './plan-cards.module.css';
import { useCoverage } from './use-coverage';
import { usePlanWords } from './use-plan-words';

interface PlanCardsProps {
  page: MembershipPage;
  subscription: Subscription | null;
  isInCall: boolean;
}

/** The plans side by side: price, perks, and the ways to buy them. A subscriber changes the plan of the subscription instead. */
export const PlanCards = ({ page, subscription, isInCall }: PlanCardsProps) => {
  const { t } = useTranslation();
  const paid = useCoverage(page.spans).find(({ isNow }) => isNow)?.plan;
  // The perks of a subscription outlive its paid period until a charge succeeds.
  const current = paid ?? subscription?.plan ?? 'free';
  return (
    <Section title={t('membership.plans.title')} text={subscription ? undefined : t('membership.plans.text')}>
      <ul className={styles.cards}>
        {plans.map((plan) => (
          <PlanCard
            key={plan}
            plan={plan}
            isCurrent={plan === current}
            offer={page.offers.find((each) => each.plan === plan)}
            isForSale={!subscription}
            isInCall={isInCall}
          />
        ))}
      </ul>
    </Section>
  );
};

interface PlanCardProps {
  plan: Plan;
  isCurrent: boolean;
  offer: Offer | undefined;
  isForSale: boolean;
  isInCall: boolean;
}

const PlanCard = ({ plan, isCurrent, offer, isForSale, isInCall }: PlanCardProps) => {
  const { t } = useTranslation();
  const { nameOf } = usePlanWords();
  return (
    <li className={styles.card} data-current={isCurrent || undefined}>
      <h4 className={styles.name}>
        {nameOf(plan)}
        {isCurrent ? <span className={blocks.badge}>{t('membership.plans.current')}</span> : null}
      </h4>
      <p className={styles.price}>
        {offer ? (
          <>
            <span className={styles.per}>{t('membership.plans.perMonth')}</span>
            {t('membership.plans.price', { amount: formatWon(offer.amount) })}
          </>
        ) : (
          t('membership.plans.free')
        )}
      </p>
      <Perks plan={plan} />
      {offer && isForSale ? <Purchase offer={offer} isInCall={isInCall} /> : null}
    </li>
  );
};

const Perks = ({ plan }: { plan: Plan }) => {
  const { t } = useTranslation();
  const { messageText, hasBadge } = perksOf[plan];
  const Mark = hasBadge ? Check : Minus;
  return (
    <ul className={styles.perks}>
      <li>
        <Check size={16} aria-hidden="true" />
        {t('membership.plans.messages', { limit: formatNumber(messageText) })}
      </li>
      <li>
        <Mark size={16} aria-hidden="true" />
        {t(hasBadge ? 'membership.plans.badge' : 'membership.plans.noBadge')}
      </li>
    </ul>
  );
};

const Purchase = ({ offer, isInCall }: { offer: Offer; isInCall: boolean }) => {
  const { t } = useTranslation();
  const { nameOf } = usePlanWords();
  if (!offer.isAvailable)
    return (
      <p className={styles.next}>{t('membership.plans.limit', { months: limits.membership.monthsAhead })}</p>
    );
  const plan = nameOf(offer.plan);
  return (
    <div className={styles.purchase}>
      <p className={styles.next}>
        {t('membership.plans.next', {
          from: formatFirstDay(offer.startsAt),
          to: formatLastDay(offer.endsAt),
        })}
      </p>
      <PaymentLink
        to={paths.checkout.toMonthly(offer.plan)}
        text={t('membership.plans.subscribe')}
        label={t('membership.plans.subscribeOf', { plan })}
        isWide
        isInCall={isInCall}
      />
      <PaymentLink
        to={paths.checkout.to(offer.plan)}
        text={t('membership.plans.buy')}
        label={t('membership.plans.buyOf', { plan })}
        variant="secondary"
        isWide
        isInCall={isInCall}
      />
    </div>
  );
};
