import { createBrowserRouter, Outlet } from 'react-router-dom';
import { paths } from '@/shared/config/paths';
import { BootSkeleton } from './boot/boot-skeleton';
import { keepPolicyOf } from './boot/keep-policy';
import { GuestOnly, RequireSession } from './boot/guards';
import { CrashedPage } from './routes/site/crashed';

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
          { path: paths.landing.path, lazy: () => import('./routes/site/landing') },
          { path: paths.signIn.path, lazy: () => import('./routes/auth/sign-in') },
          { path: paths.signUp.path, lazy: () => import('./routes/auth/sign-up') },
          { path: paths.confirm.path, lazy: () => import('./routes/auth/confirm') },
          { path: paths.forgot.path, lazy: () => import('./routes/auth/forgot-password') },
        ],
      },
      { path: paths.terms.path, lazy: () => import('./routes/site/terms') },
      { path: paths.privacy.path, lazy: () => import('./routes/site/privacy') },
      { path: paths.contact.path, lazy: () => import('./routes/site/contact') },
      { path: paths.complete.path, lazy: () => import('./routes/auth/complete-sign-in') },
      { path: paths.continueSignIn.path, lazy: () => import('./routes/auth/continue-sign-in') },
      { path: paths.invite.path, lazy: () => import('./routes/invite/invite') },
      { path: paths.mailedInvite.path, lazy: () => import('./routes/invite/mailed-invite') },
      { path: paths.unsubscribe.path, lazy: () => import('./routes/invite/unsubscribe') },
      {
        element: <RequireSession />,
        children: [
          { path: paths.checkout.path, lazy: () => import('./routes/membership/checkout') },
          { path: paths.order.path, lazy: () => import('./routes/membership/order') },
          { path: paths.card.path, lazy: () => import('./routes/membership/card') },
          { path: paths.registration.path, lazy: () => import('./routes/membership/registration') },
          {
            lazy: () => import('./shell/shell'),
            children: [
              { path: paths.servers.path, lazy: () => import('./routes/server/no-server') },
              {
                path: paths.server.path,
                lazy: () => import('./routes/server/server'),
                children: [
                  { index: true, lazy: () => import('./routes/server/no-channel') },
                  { path: ':channelId', lazy: () => import('./routes/channel/channel') },
                  { path: paths.note.path, lazy: () => import('./routes/note/note') },
                ],
              },
              {
                path: paths.channelSettings.path,
                lazy: () => import('./routes/place-settings/channel-settings'),
              },
              {
                path: paths.categorySettings.path,
                lazy: () => import('./routes/place-settings/category-settings'),
              },
              {
                path: paths.serverSettings.path,
                lazy: () => import('./routes/server-settings/server-settings'),
              },
              { path: paths.settings.path, lazy: () => import('./routes/settings/settings') },
            ],
          },
        ],
      },
      { path: '*', lazy: () => import('./routes/site/not-found') },
    ],
  },
]);

keepPolicyOf(router);
