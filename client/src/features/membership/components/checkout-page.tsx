import { limits } from '@maru/contracts/limits';
import type { PaidPlan } from '@maru/contracts/membership';
import { useTranslation } from 'react-i18next';
import { useMembershipOnSale } from '@/entities/membership/api/membership';
import { useDocumentTitle } from '@/shared/lib/use-document-title';
import { SectionSkeleton } from '@/shared/ui/settings-section';
import { ErrorView, HouseDrawing, StateView } from '@/shared/ui/state-view';
import { CheckoutForm } from './checkout-form';
import styles from './checkout-page.module.css';
import { problemOf } from './problem';
import { SettingsLink } from './settings-link';
import { usePlanWords } from './use-plan-words';

/** Everything that a buyer must know before they pay for a month, and the way to the payment window. */
export const CheckoutPage = ({ plan }: { plan: PaidPlan }) => {
  const { t } = useTranslation();
  const { nameOf } = usePlanWords();
  const query = useMembershipOnSale();
  const { data, refetch } = query;
  const problem = problemOf(query);
  const title = t('membership.checkout.title', { plan: nameOf(plan) });
  useDocumentTitle(title);
  if (problem) return <ErrorView error={problem} onRetry={() => void refetch()} />;
  const offer = data?.offers.find((each) => each.plan === plan);
  if (data && !offer?.isAvailable) return <MonthLimit />;
  return (
    <div className={styles.page}>
      <h1 className={styles.title}>{title}</h1>
      {data && offer ? <CheckoutForm offer={offer} spans={data.spans} /> : <SectionSkeleton />}
    </div>
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
