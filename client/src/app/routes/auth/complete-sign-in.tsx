import { useEffect, useState } from 'react';
import { Navigate, useSearchParams } from 'react-router-dom';
import { codeOf } from '@/shared/api/api-error';
import { refreshSession } from '@/shared/api/http';
import { expectSession, useSession } from '@/shared/api/session-store';
import { paths, safeReturnTo } from '@/shared/config/paths';
import { ErrorView } from '@/shared/ui/state-view';
import { BootSkeleton } from '../../boot/boot-skeleton';

/** A provider's redirect has brought a session: fetches it and opens the page that the person wanted. */
export const Component = () => {
  const [query] = useSearchParams();
  const [error, setError] = useState<unknown>();
  const isSignedIn = useSession((state) => state.status === 'signed-in');

  const fetchSession = () => {
    expectSession();
    refreshSession().then(() => setError(undefined), setError);
  };
  useEffect(fetchSession, []);

  if (isSignedIn) return <Navigate to={safeReturnTo(query.get('returnTo'))} replace />;
  if (codeOf(error) === 'SESSION_ENDED' && error)
    return <Navigate to={`${paths.signIn.path}?error=SIGN_IN_EXPIRED`} replace />;
  if (error) return <ErrorView error={error} onRetry={fetchSession} />;
  return <BootSkeleton />;
};
