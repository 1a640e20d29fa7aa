import { limits } from '@maru/contracts/limits';
import type { PaidPlan } from '@maru/contracts/membership';
import { useTranslation } from 'react-i18next';
import { useMembershipOnSale } from '@/entities/membership/api/membership';
import { useDocumentTitle } from '@/shared/lib/use-document-title';
import { SectionSkeleton } from '@/shared/ui/settings-section';
import { ErrorView, HouseDrawing, StateView } from '@/shared/ui/state-view';
import { useSubscription } from '../api/subscription';
import { CheckoutForm } from './checkout-form';
import styles from './checkout-page.module.css';
import { problemOf } from './problem';
import { SettingsLink } from './results/settings-link';
import { usePlanWords } from './use-plan-words';

interface CheckoutPageProps {
  plan: PaidPlan;
  /** A subscription instead of one month. */
  isMonthly: boolean;
}

/** Everything that a buyer must know before they pay, and the way to the window of Toss. */
export const CheckoutPage = ({ plan, isMonthly }: CheckoutPageProps) => {
  const { t } = useTranslation();
  const { nameOf } = usePlanWords();
  const membership = useMembershipOnSale();
  const known = useSubscription();
  const { data } = membership;
  const problem = problemOf(membership) ?? problemOf(known);
  const title = t(isMonthly ? 'subscription.checkout.title' : 'membership.checkout.title', {
    plan: nameOf(plan),
  });
  useDocumentTitle(title);
  const retry = () => void Promise.all([membership.refetch(), known.refetch()]);
  if (problem) return <ErrorView error={problem} onRetry={retry} />;
  if (known.data) return <AlreadySubscribed />;
  const offer = data?.offers.find((each) => each.plan === plan);
  if (data && !offer?.isAvailable) return <MonthLimit />;
  const isKnown = known.data === null;
  return (
    <div className={styles.page}>
      <h1 className={styles.title}>{title}</h1>
      {data && offer && isKnown ? (
        <CheckoutForm offer={offer} spans={data.spans} isMonthly={isMonthly} />
      ) : (
        <SectionSkeleton />
      )}
    </div>
  );
};

const AlreadySubscribed = () => {
  const { t } = useTranslation();
  return (
    <StateView
      drawing={<HouseDrawing />}
      title={t('subscription.already')}
      text={t('subscription.alreadyText')}
      action={<SettingsLink />}
    />
  );
};

const MonthLimit = () => {
  const { t } = useTranslation();
  return (
    <StateView
      drawing={<HouseDrawing />}
      title={t('membership.checkout.limit', { months: limits.membership.monthsAhead })}
      text={t('membership.checkout.limitText')}
      action={<SettingsLink />}
    />
  );
};
