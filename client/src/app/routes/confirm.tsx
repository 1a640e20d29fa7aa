import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate } from 'react-router-dom';
import { AuthLayout } from '@/features/auth/components/auth-layout';
import { ConfirmForm } from '@/features/auth/components/confirm-form';
import { pendingSignUpStorage } from '@/features/auth/model/pending-sign-up';
import { paths } from '@/shared/config/paths';
import { useDocumentTitle } from '@/shared/lib/use-document-title';

export const Component = () => {
  const { t } = useTranslation();
  const [pending] = useState(pendingSignUpStorage.get);
  useDocumentTitle(t('auth.confirm.title'));
  if (!pending) return <Navigate to={paths.signUp.to()} replace />;
  return (
    <AuthLayout title={t('auth.confirm.title')}>
      <ConfirmForm pending={pending} />
    </AuthLayout>
  );
};
