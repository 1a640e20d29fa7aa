import { createBrowserRouter, Outlet } from 'react-router-dom';
import { paths } from '@/shared/config/paths';
import { BootSkeleton } from './boot-skeleton';
import { GuestOnly, RequireSession } from './guards';
import { CrashedPage } from './routes/crashed';

/** Every page is a chunk of its own: who signs in does not load the app, and the other way round. */
export const router = createBrowserRouter([
  {
    element: <Outlet />,
    errorElement: <CrashedPage />,
    hydrateFallbackElement: <BootSkeleton />,
    children: [
      {
        element: <GuestOnly />,
        children: [
          { path: paths.landing.path, lazy: () => import('./routes/landing') },
          { path: paths.signIn.path, lazy: () => import('./routes/sign-in') },
          { path: paths.signUp.path, lazy: () => import('./routes/sign-up') },
          { path: paths.confirm.path, lazy: () => import('./routes/confirm') },
          { path: paths.forgot.path, lazy: () => import('./routes/forgot-password') },
        ],
      },
      { path: paths.terms.path, lazy: () => import('./routes/terms') },
      { path: paths.privacy.path, lazy: () => import('./routes/privacy') },
      { path: paths.contact.path, lazy: () => import('./routes/contact') },
      { path: paths.complete.path, lazy: () => import('./routes/complete-sign-in') },
      { path: paths.continueSignIn.path, lazy: () => import('./routes/continue-sign-in') },
      { path: paths.invite.path, lazy: () => import('./routes/invite') },
      { path: paths.mailedInvite.path, lazy: () => import('./routes/mailed-invite') },
      { path: paths.unsubscribe.path, lazy: () => import('./routes/unsubscribe') },
      {
        element: <RequireSession />,
        children: [
          {
            lazy: () => import('./routes/shell'),
            children: [
              { path: paths.servers.path, lazy: () => import('./routes/no-server') },
              {
                path: paths.server.path,
                lazy: () => import('./routes/server'),
                children: [
                  { index: true, lazy: () => import('./routes/no-channel') },
                  { path: ':channelId', lazy: () => import('./routes/channel') },
                ],
              },
              { path: paths.channelSettings.path, lazy: () => import('./routes/channel-settings') },
              { path: paths.categorySettings.path, lazy: () => import('./routes/category-settings') },
              { path: paths.serverSettings.path, lazy: () => import('./routes/server-settings') },
              { path: paths.settings.path, lazy: () => import('./routes/settings') },
            ],
          },
        ],
      },
      { path: '*', lazy: () => import('./routes/not-found') },
    ],
  },
]);
