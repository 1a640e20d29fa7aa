import { paidPlan } from '@maru/contracts/membership';
import { Navigate, useSearchParams } from 'react-router-dom';
import { CheckoutPage } from '@/features/membership/components/checkout-page';
import { paths } from '@/shared/config/paths';
import { PaymentPage } from './payment-page';

export const Component = () => {
  const [query] = useSearchParams();
  const plan = paidPlan.safeParse(query.get('plan')).data;
  if (!plan) return <Navigate to={paths.settings.to('membership')} replace />;
  return (
    <PaymentPage>
      <CheckoutPage plan={plan} isMonthly={query.has('monthly')} />
    </PaymentPage>
  );
};
