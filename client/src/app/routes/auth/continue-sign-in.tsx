import type { PendingSignIn } from '@maru/contracts/http/user/auth';
import { useTranslation } from 'react-i18next';
import { Navigate, useNavigate, useSearchParams } from 'react-router-dom';
import { useCancelSignIn, usePendingSignIn } from '@/features/auth/api/use-pending';
import { AuthLayout } from '@/features/auth/components/auth-layout';
import { FinishSignUpForm } from '@/features/auth/components/finish-sign-up-form';
import { ProveOwnershipForm } from '@/features/auth/components/prove-ownership-form';
import { RestoreForm } from '@/features/auth/components/restore-form';
import { TwoFactorForm } from '@/features/auth/components/two-factor-form';
import { codeOf } from '@/shared/api/api-error';
import { useSession } from '@/shared/api/session-store';
import { paths, safeReturnTo } from '@/shared/config/paths';
import { useDocumentTitle } from '@/shared/lib/use-document-title';
import { Button } from '@/shared/ui/button';
import { Skeleton } from '@/shared/ui/skeleton';
import { ErrorView } from '@/shared/ui/state-view';
import { InvitedTo } from './invited-to';

const titles = {
  'sign-up': 'auth.finish.title',
  'prove-ownership': 'auth.ownership.title',
  'two-factor': 'auth.twoFactor.title',
  restore: 'auth.restore.title',
} as const;

/** The remaining steps of a sign-in; ends at the page that the person wanted to open. */
export const Component = () => {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [query] = useSearchParams();
  const isSignedIn = useSession((state) => state.status === 'signed-in');
  const { data, error, refetch } = usePendingSignIn();
  const cancel = useCancelSignIn();
  const returnTo = query.get('returnTo') ?? data?.returnTo ?? null;
  useDocumentTitle(data ? t(titles[data.pending.step]) : '');

  if (isSignedIn) return <Navigate to={safeReturnTo(returnTo)} replace />;
  if (codeOf(error) === 'SIGN_IN_EXPIRED' && error)
    return <Navigate to={`${paths.signIn.path}?error=SIGN_IN_EXPIRED`} replace />;
  if (error) return <ErrorView error={error} onRetry={() => void refetch()} />;
  if (!data) return <LoadingCard />;
  const leave = () =>
    cancel.mutate(undefined, { onSettled: () => void navigate(paths.signIn.to(returnTo ?? undefined)) });
  return (
    <AuthLayout
      title={t(titles[data.pending.step])}
      footer={
        <Button variant="ghost" onClick={leave}>
          {t('auth.finish.cancel')}
        </Button>
      }
    >
      <InvitedTo returnTo={returnTo ?? undefined} />
      <Step pending={data.pending} />
    </AuthLayout>
  );
};

const Step = ({ pending }: { pending: PendingSignIn }) => {
  switch (pending.step) {
    case 'sign-up':
      return <FinishSignUpForm pending={pending} />;
    case 'prove-ownership':
      return <ProveOwnershipForm pending={pending} />;
    case 'two-factor':
      return <TwoFactorForm />;
    case 'restore':
      return <RestoreForm deletesAt={pending.deletesAt} />;
  }
};

const LoadingCard = () => (
  <AuthLayout title="">
    <Skeleton width="60%" height={28} />
    <Skeleton width="100%" height={46} />
    <Skeleton width="100%" height={120} />
    <Skeleton width="100%" height={48} />
  </AuthLayout>
);
