import { orderId as orderIdSchema } from '@maru/contracts/http/user/membership';
import { replace, useParams, useSearchParams, type LoaderFunctionArgs } from 'react-router-dom';
import { OrderPage } from '@/features/membership/components/results/order-page';
import { readReturnedPayment, returnedPayments } from '@/features/membership/model/returned-payments';
import { LonePage } from '../site/lone-page';
import { NotFoundView } from '../site/not-found-view';
import { PaymentPage } from './payment-page';

/** Takes the payment out of the address before anything renders: it is neither in the history nor in links to a sign-in. */
export const loader = ({ request, params: { orderId = '' } }: LoaderFunctionArgs) => {
  const { pathname, searchParams } = new URL(request.url);
  if (!searchParams.has('paymentKey')) return null;
  const payment = readReturnedPayment(searchParams);
  if (payment) returnedPayments.keep(orderId, payment);
  return replace(pathname);
};

export const Component = () => {
  const { orderId, result } = useParams();
  const [query] = useSearchParams();
  const id = orderIdSchema.safeParse(orderId).data;
  const isKnown = result === 'success' || result === 'fail';
  if (!id || !isKnown)
    return (
      <LonePage>
        <NotFoundView />
      </LonePage>
    );
  return (
    <PaymentPage>
      <OrderPage
        key={id}
        orderId={id}
        returnedBy={{ result, code: query.get('code') }}
        notFound={<NotFoundView />}
      />
    </PaymentPage>
  );
};
