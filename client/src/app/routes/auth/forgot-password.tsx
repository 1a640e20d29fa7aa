import { useTranslation } from 'react-i18next';
import { Link, useLocation, useNavigate, useSearchParams } from 'react-router-dom';
import { AuthLayout } from '@/features/auth/components/auth-layout';
import { ForgotPasswordForm } from '@/features/auth/components/forgot-password-form';
import { signUpDraft } from '@/features/auth/model/sign-up-draft';
import { paths } from '@/shared/config/paths';
import { useDocumentTitle } from '@/shared/lib/use-document-title';
import { InvitedTo } from './invited-to';

export const Component = () => {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { state } = useLocation();
  const [query] = useSearchParams();
  const returnTo = query.get('returnTo') ?? undefined;
  useDocumentTitle(t('auth.forgot.title'));
  return (
    <AuthLayout
      title={t('auth.forgot.title')}
      footer={<Link to={paths.signIn.to(returnTo)}>{t('auth.forgot.back')}</Link>}
    >
      <InvitedTo returnTo={returnTo} />
      <ForgotPasswordForm
        initialEmail={signUpDraft.catch({}).parse(state).email}
        onContinue={() => void navigate(paths.continueSignIn.to(returnTo))}
      />
    </AuthLayout>
  );
};
