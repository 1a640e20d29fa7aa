import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useSearchParams } from 'react-router-dom';
import { AuthLayout } from '@/features/auth/components/auth-layout';
import { SignInForm } from '@/features/auth/components/sign-in-form';
import { paths } from '@/shared/config/paths';
import { useDocumentTitle } from '@/shared/lib/use-document-title';

export const Component = () => {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [query] = useSearchParams();
  const returnTo = query.get('returnTo') ?? undefined;
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
      <SignInForm onConfirm={() => void navigate(paths.confirm.to(returnTo))} />
    </AuthLayout>
  );
};
