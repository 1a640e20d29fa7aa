import { paidPlan } from '@maru/contracts/membership';
import { Navigate, useSearchParams } from 'react-router-dom';
import { CheckoutPage } from '@/features/membership/components/checkout-page';
import { paths } from '@/shared/config/paths';
import { LonePage } from '../site/lone-page';
import { SellerFooter } from '../site/seller-footer';
import styles from './payment-page.module.css';

/** Outside of the shell: the page has a document of its own. */
export const Component = () => {
  const [query] = useSearchParams();
  const plan = paidPlan.safeParse(query.get('plan')).data;
  if (!plan) return <Navigate to={paths.settings.to('membership')} replace />;
  return (
    <LonePage>
      <CheckoutPage plan={plan} isMonthly={query.has('monthly')} />
      <div className={styles.footer}>
        <SellerFooter />
      </div>
    </LonePage>
  );
};
