import { z } from 'zod';
import { opaque } from '../text-fields.js';
import { sessionEndReason } from '../http/user/session-end.js';
import { defineClientEvent } from './event.js';

export const sessionEvents = {
  /** Present a newer access token of the same session, so that the socket outlives the old one. */
  'auth:refresh': defineClientEvent({
    authorize: 'signed-in',
    payload: z.object({ token: opaque({ max: 8_192 }) }),
    ack: z.object({ expiresInMs: z.number().int().positive() }),
  }),
} as const;

/**
 * The server may have missed pushes. The client reloads as after a reconnection, at a random moment within the given time, so
 * that clients don't reload all at once.
 */
export const connectionMissed = z.object({ withinMs: z.number().int().nonnegative() });

/**
 * Sent just before the server closes the socket for good. `token-expired` closes only the socket: the session continues once the
 * client connects with a newer token.
 */
export const sessionEnded = z.object({ reason: z.union([sessionEndReason, z.literal('token-expired')]) });
