import { z } from 'zod';
import { profile } from '../http/user/profiles.js';
import { userId } from '../primitives.js';

/** Changes of people whom the receiver shares a server with, and of the receiver. */
export const profileEvents = {
  'profile:updated': z.object({ profile }),
  'profile:deleted': z.object({ userId }),
} as const;
