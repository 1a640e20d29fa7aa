import { registrationId as registrationIdSchema } from '@maru/contracts/http/user/subscription';
import { replace, useParams, useSearchParams, type LoaderFunctionArgs } from 'react-router-dom';
import { RegistrationPage } from '@/features/membership/components/cards/registration-page';
import { readAuthKey, returnedAuthKeys } from '@/features/membership/model/card-windows';
import { LonePage } from '../site/lone-page';
import { NotFoundView } from '../site/not-found-view';
import { PaymentPage } from './payment-page';

/** Takes the keys out of the address before anything renders: they are neither in the history nor in links to a sign-in. */
export const loader = ({ request, params: { registrationId = '' } }: LoaderFunctionArgs) => {
  const { pathname, searchParams } = new URL(request.url);
  if (!searchParams.has('authKey') && !searchParams.has('customerKey')) return null;
  const authKey = readAuthKey(searchParams);
  if (authKey) returnedAuthKeys.keep(registrationId, authKey);
  return replace(pathname);
};

export const Component = () => {
  const { registrationId, result } = useParams();
  const [query] = useSearchParams();
  const id = registrationIdSchema.safeParse(registrationId).data;
  const isKnown = result === 'success' || result === 'fail';
  if (!id || !isKnown)
    return (
      <LonePage>
        <NotFoundView />
      </LonePage>
    );
  return (
    <PaymentPage>
      <RegistrationPage
        key={id}
        registrationId={id}
        returnedBy={{ result, code: query.get('code') }}
        notFound={<NotFoundView />}
      />
    </PaymentPage>
  );
};
