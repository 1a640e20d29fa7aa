import { z } from 'zod';
import { serverId } from '../primitives.js';

/** Only to who moderates the server. */
export const moderationEvents = {
  'reports:changed': z.object({ serverId, openCount: z.number().int().nonnegative() }),
  'rules:changed': z.object({ serverId }),
} as const;
