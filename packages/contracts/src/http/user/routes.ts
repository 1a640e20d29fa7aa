import { accountRoutes } from './account.js';
import { authRoutes } from './auth.js';
import { noteRoutes } from './notes.js';
import { passwordRoutes } from './passwords.js';
import { profileRoutes } from './profiles.js';
import { signInRoutes } from './sign-in.js';
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
} as const;
