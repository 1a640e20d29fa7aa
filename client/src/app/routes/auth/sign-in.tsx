import { errorCodes } from '@maru/contracts/errors';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useSearchParams } from 'react-router-dom';
import { AuthLayout } from '@/features/auth/components/auth-layout';
import { FormError } from '@/shared/ui/form-error';
import { ProviderButtons } from '@/features/auth/components/provider-buttons';
import { SessionEndNotice } from '@/features/auth/components/session-end-notice';
import { SignInForm } from '@/features/auth/components/sign-in-form';
import { ApiError } from '@/shared/api/api-error';
import { paths } from '@/shared/config/paths';
import { useDocumentTitle } from '@/shared/lib/use-document-title';
import { InvitedTo } from './invited-to';

/** The error that a visit to a provider ended in; ignores unknown codes in the address. */
const errorOf = (code: string | null) => {
  const known = errorCodes.find((each) => each === code);
  return known && new ApiError(known);
};

export const Component = () => {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [query] = useSearchParams();
  const returnTo = query.get('returnTo') ?? undefined;
  const error = errorOf(query.get('error'));
  useDocumentTitle(t('auth.signIn.submit'));
  return (
    <AuthLayout
      title={t('auth.signIn.title')}
      footer={
        <>
          {t('auth.signIn.noAccount')} <Link to={paths.signUp.to(returnTo)}>{t('auth.signIn.toSignUp')}</Link>
        </>
      }
    >
      <InvitedTo returnTo={returnTo} />
      {error ? <FormError error={error} /> : <SessionEndNotice />}
      <ProviderButtons returnTo={returnTo} />
      <SignInForm
        forgotPath={paths.forgot.to(returnTo)}
        onConfirm={() => void navigate(paths.confirm.to(returnTo))}
        onContinue={() => void navigate(paths.continueSignIn.to(returnTo))}
      />
    </AuthLayout>
  );
};
