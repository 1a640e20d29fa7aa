import { z } from 'zod';
import { opaque } from '../text-fields.js';
import { sessionEndReason } from '../http/user/session-end.js';
import { defineClientEvent } from './event.js';

export const sessionEvents = {
  /** Hand in a newer access token of the same session, so that the socket outlives the old one. */
  'auth:refresh': defineClientEvent({
    authorize: 'signed-in',
    payload: z.object({ token: opaque({ max: 8_192 }) }),
    ack: z.object({ expiresInMs: z.number().int().positive() }),
  }),
} as const;

/**
 * The server may not have told the client everything. The client asks for it as after a reconnection, at a moment of its choice within the
 * given time, so that not all do at once.
 */
export const connectionMissed = z.object({ withinMs: z.number().int().nonnegative() });

/**
 * Sent just before the server closes the socket for good. `token-expired` closes only the socket: the session goes on once
 * the client connects with a newer token.
 */
export const sessionEnded = z.object({ reason: z.union([sessionEndReason, z.literal('token-expired')]) });
