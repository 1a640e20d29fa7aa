import { z } from 'zod';
import { serverId } from '../primitives.js';

/** Only to who moderates the server. How many reports there are depends on who asks: none are told of those about themselves. */
export const moderationEvents = {
  'reports:changed': z.object({ serverId }),
  'rules:changed': z.object({ serverId }),
} as const;
