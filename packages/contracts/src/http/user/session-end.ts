import { z } from 'zod';

/**
 * Why a session ended. The browser it ended in shows the reason; `signed-out` is its own choice and needs no explanation.
 * A refresh that fails with SESSION_ENDED carries the reason as `fields.reason`.
 */
export const sessionEndReason = z.enum([
  'signed-out',
  'signed-out-elsewhere',
  'password-changed',
  'sign-in-copied',
  'account-deleted',
  'expired',
]);
export type SessionEndReason = z.infer<typeof sessionEndReason>;
