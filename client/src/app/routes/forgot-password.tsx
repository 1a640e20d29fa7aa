import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useSearchParams } from 'react-router-dom';
import { AuthLayout } from '@/features/auth/components/auth-layout';
import { ForgotPasswordForm } from '@/features/auth/components/forgot-password-form';
import { paths } from '@/shared/config/paths';
import { useDocumentTitle } from '@/shared/lib/use-document-title';

export const Component = () => {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [query] = useSearchParams();
  const returnTo = query.get('returnTo') ?? undefined;
  useDocumentTitle(t('auth.forgot.title'));
  return (
    <AuthLayout
      title={t('auth.forgot.title')}
      footer={<Link to={paths.signIn.to(returnTo)}>{t('auth.forgot.back')}</Link>}
    >
      <ForgotPasswordForm onContinue={() => void navigate(paths.continueSignIn.to(returnTo))} />
    </AuthLayout>
  );
};
