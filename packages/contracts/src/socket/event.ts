import type { z } from 'zod';
import { errorReply, type ErrorReply } from '../errors.js';
import type { Permission } from '../permissions.js';
import type { SessionStrength } from '../route.js';

/**
 * What a signed-in socket needs to send an event: nothing more (`signed-in`), or a permission in the
 * channel named by the payload's `channelId`.
 */
export type EventAuthorization = 'signed-in' | Permission;

/** An event from client to server; the acknowledgement is not optional. */
export interface ClientEventContract {
  readonly authorize: EventAuthorization;
  /** The token of the handshake is enough for every event: a socket closes as soon as its session ends. */
  readonly session: SessionStrength;
  readonly payload: z.ZodType;
  readonly ack: z.ZodType;
}

export const defineClientEvent = <const E extends Omit<ClientEventContract, 'session'>>(
  event: E,
): E & { readonly session: 'token' } => ({ ...event, session: 'token' });

/** What every acknowledgement carries: data or the one error shape. */
export type Ack<T> = { data: T } | ErrorReply;

export const isErrorAck = (ack: unknown): ack is ErrorReply => errorReply.safeParse(ack).success;
