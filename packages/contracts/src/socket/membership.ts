import { z } from 'zod';
import { membership } from '../membership.js';

export const membershipEvents = {
  /** The receiver's own plan changed, or was extended. */
  'membership:changed': z.object({ membership }),
} as const;
