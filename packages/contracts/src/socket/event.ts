import type { z } from 'zod';
import { errorReply, type ErrorReply } from '../errors.js';
import type { Authorization } from '../authorization.js';
import type { Permission } from '../permissions.js';
import { anyEvent, type Rate } from '../rate.js';
import type { SessionStrength } from '../route.js';

/** In the words of routes; a permission is demanded in the channel that the payload's `channelId` names. */
export type EventAuthorization = Extract<Authorization, 'signed-in' | Permission>;

/** An event from client to server; the acknowledgement is not optional. */
export interface ClientEventContract {
  readonly authorize: EventAuthorization;
  /** The token of the handshake is enough for every event: a socket closes as soon as its session ends. */
  readonly session: SessionStrength;
  /** Beyond `anyEvent`. */
  readonly rate?: readonly Rate[];
  /** `apart`: its own rates alone count it, and its refusals count apart, too. For what other people's clients can provoke. */
  readonly counts?: 'apart';
  readonly payload: z.ZodType;
  readonly ack: z.ZodType;
}

export const defineClientEvent = <const E extends Omit<ClientEventContract, 'session'>>(
  event: E,
): E & { readonly session: 'token' } => ({ ...event, session: 'token' });

/** Every rate that an event is counted by. */
export const eventRatesOf = ({
  rate = [],
  counts,
}: Pick<ClientEventContract, 'rate' | 'counts'>): readonly Rate[] =>
  counts === 'apart' ? rate : [...anyEvent, ...rate];

/** Every acknowledgement carries data or the one error shape. */
export type Ack<T> = { data: T } | ErrorReply;

export const isErrorAck = (ack: unknown): ack is ErrorReply => errorReply.safeParse(ack).success;
