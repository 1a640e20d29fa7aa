import { authRoutes } from './auth.js';
import { profileRoutes } from './profiles.js';

/** Every public route of the user service. */
export const userRoutes = { ...authRoutes, ...profileRoutes } as const;
