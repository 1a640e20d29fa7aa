import { z } from 'zod';
import { profile } from '../http/user/profiles.js';
import { userId } from '../primitives.js';

/** Profile changes of the receiver, and of users who share a server with them. */
export const profileEvents = {
  'profile:updated': z.object({ profile }),
  'profile:deleted': z.object({ userId }),
} as const;
