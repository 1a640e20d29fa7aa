import { z } from 'zod';

/**
 * The reason for which a session ended. A refresh that fails with SESSION_ENDED carries it as `fields.reason`, and the browser shows it,
 * except for `signed-out`, which was that browser's own choice.
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
