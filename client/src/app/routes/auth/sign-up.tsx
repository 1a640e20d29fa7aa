import { useTranslation } from 'react-i18next';
import { Link, useLocation, useNavigate, useSearchParams } from 'react-router-dom';
import { AuthLayout } from '@/features/auth/components/auth-layout';
import { ProviderButtons } from '@/features/auth/components/provider-buttons';
import { SignUpForm } from '@/features/auth/components/sign-up-form';
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
  useDocumentTitle(t('auth.signIn.toSignUp'));
  return (
    <AuthLayout
      title={t('auth.signUp.title')}
      footer={
        <>
          {t('auth.signUp.hasAccount')}{' '}
          <Link to={paths.signIn.to(returnTo)}>{t('auth.signUp.toSignIn')}</Link>
        </>
      }
    >
      <InvitedTo returnTo={returnTo} />
      <ProviderButtons returnTo={returnTo} />
      <SignUpForm
        draft={signUpDraft.catch({}).parse(state)}
        onStarted={(draft) => void navigate(paths.confirm.to(returnTo), { state: draft })}
      />
    </AuthLayout>
  );
};
