import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, useLocation, useNavigate, useSearchParams } from 'react-router-dom';
import { AuthLayout } from '@/features/auth/components/auth-layout';
import { ConfirmForm } from '@/features/auth/components/confirm-form';
import { pendingSignUpStorage } from '@/features/auth/model/pending-sign-up';
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
  const [pending] = useState(pendingSignUpStorage.get);
  useDocumentTitle(t('auth.confirm.title'));
  // The nickname that came along stays, too.
  const changeEmail = () =>
    void navigate(paths.signUp.to(returnTo), {
      state: { ...signUpDraft.catch({}).parse(state), email: pending?.email },
    });
  if (!pending) return <Navigate to={paths.signUp.to(returnTo)} replace />;
  return (
    <AuthLayout title={t('auth.confirm.title')}>
      <InvitedTo returnTo={returnTo} />
      <ConfirmForm pending={pending} onChangeEmail={changeEmail} />
    </AuthLayout>
  );
};
