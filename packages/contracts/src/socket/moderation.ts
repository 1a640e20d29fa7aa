import { z } from 'zod';
import { serverId } from '../primitives.js';

/** Sent to moderators only. The number of open reports depends on the moderator: reports about themselves are left out. */
export const moderationEvents = {
  'reports:changed': z.object({ serverId }),
  'rules:changed': z.object({ serverId }),
} as const;
