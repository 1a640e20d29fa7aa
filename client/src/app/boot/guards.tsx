import { Navigate, Outlet, useLocation, useSearchParams } from 'react-router-dom';
import { mayHaveSession, useSession } from '@/shared/api/session-store';
import { paths, safeReturnTo } from '@/shared/config/paths';
import { BootSkeleton } from './boot-skeleton';

/** Session ends after which the next visitor starts afresh. */
const leftOnPurpose = ['signed-out', 'account-deleted'];

/** Lets only signed-in people pass. Others return to this page after signing in, unless they signed out on purpose. */
export const RequireSession = () => {
  const { status, me, endedBy } = useSession();
  const { pathname, search } = useLocation();
  if (status === 'unknown') return <BootSkeleton />;
  if (status === 'signed-in') return <Outlet key={me?.userId} />;
  const hasLeft = endedBy !== undefined && leftOnPurpose.includes(endedBy);
  return <Navigate to={paths.signIn.to(hasLeft ? undefined : pathname + search)} replace />;
};

/** Pages for guests; signed-in people are led to the page that they wanted. */
export const GuestOnly = () => {
  const status = useSession((state) => state.status);
  const [query] = useSearchParams();
  if (status === 'signed-in') return <Navigate to={safeReturnTo(query.get('returnTo'))} replace />;
  return status === 'unknown' && mayHaveSession() ? <BootSkeleton /> : <Outlet />;
};
