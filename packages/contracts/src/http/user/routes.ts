import { accountRoutes } from './account.js';
import { authRoutes } from './auth.js';
import { membershipRoutes } from './membership.js';
import { noteRoutes } from './notes.js';
import { passwordRoutes } from './passwords.js';
import { profileRoutes } from './profiles.js';
import { signInRoutes } from './sign-in.js';
import { subscriptionRoutes } from './subscription.js';
import { tossWebhookRoutes } from './toss-webhooks.js';
import { twoFactorRoutes } from './two-factor.js';

/** Every public route of the user service. */
export const userRoutes = {
  ...authRoutes,
  ...signInRoutes,
  ...passwordRoutes,
  ...accountRoutes,
  ...twoFactorRoutes,
  ...profileRoutes,
  ...noteRoutes,
  ...membershipRoutes,
  ...subscriptionRoutes,
  ...tossWebhookRoutes,
} as const;
