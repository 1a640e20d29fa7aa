import { Navigate, Outlet, useLocation, useSearchParams } from 'react-router-dom';
import { useSession } from '@/shared/api/session-store';
import { paths, safeReturnTo } from '@/shared/config/paths';
import { ShellSkeleton } from './shell-skeleton';

/** Behind it somebody is signed in; who isn't comes back to this very place after signing in. */
export const RequireSession = () => {
  const status = useSession((state) => state.status);
  const { pathname, search } = useLocation();
  if (status === 'unknown') return <ShellSkeleton />;
  if (status === 'signed-out') return <Navigate to={paths.signIn.to(pathname + search)} replace />;
  return <Outlet />;
};

/** Pages for who is not signed in; everybody else goes on to where they wanted to be. */
export const GuestOnly = () => {
  const status = useSession((state) => state.status);
  const [query] = useSearchParams();
  return status === 'signed-in' ? <Navigate to={safeReturnTo(query.get('returnTo'))} replace /> : <Outlet />;
};
