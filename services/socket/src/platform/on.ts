import type { Permission } from '@maru/contracts/permissions';
import type { ChannelId } from '@maru/contracts/primitives';
import type { Ack } from '@maru/contracts/socket/event';
import {
  clientEventContract,
  clientEvents,
  type ClientEventAck,
  type ClientEventName,
  type ClientEventPayload,
} from '@maru/contracts/socket/events';
import { AppError, parseOrThrow, toAppError } from '@maru/service-kit/app-error';
import type { Logger } from '@maru/service-kit/logger';
import { newId } from '@maru/service-kit/ids';
import { requestId, runWithRequestId } from '@maru/service-kit/request-context';
import type { AccessCache, ChannelAccess } from '../features/access/access-cache.js';
import type { EventLimits } from './event-limits.js';
import type { MaruSocket } from './realtime.js';

type ChannelOf<E extends ClientEventName> = (typeof clientEvents)[E]['authorize'] extends 'signed-in'
  ? undefined
  : ChannelAccess;

export interface EventContext<E extends ClientEventName> {
  socket: MaruSocket;
  payload: ClientEventPayload<E>;
  /** The channel that the payload names, once the contract's permission in it has been checked. */
  channel: ChannelOf<E>;
}

/** One handler per event: parsed and authorized in, acknowledgement out. */
export type EventHandlers<E extends ClientEventName = ClientEventName> = {
  [Name in E]: (context: EventContext<Name>) => Promise<ClientEventAck<Name>>;
};

interface EventDeps {
  access: AccessCache;
  limits: EventLimits;
  log: Logger;
}

// The handler of a name takes that name's context, which a lookup by a variable name can't tell the compiler.
type AnyHandler = (context: {
  socket: MaruSocket;
  payload: unknown;
  channel: ChannelAccess | undefined;
}) => Promise<unknown>;

const eventNames = Object.keys(clientEvents) as ClientEventName[];

const authorize = async (
  name: ClientEventName,
  payload: unknown,
  deps: { socket: MaruSocket; access: AccessCache },
) => {
  const { authorize: rule } = clientEventContract(name);
  if (rule === 'signed-in') return undefined;
  // A contract test proves that every event with a permission names its channel.
  const { channelId } = payload as { channelId: ChannelId };
  return deps.access.requireChannel(deps.socket.data.userId, channelId, rule satisfies Permission);
};

/**
 * Binds every event of the contracts to its handler: rate limit → parse → authorize → run → acknowledge. Errors become the
 * one error shape here. Events that no contract knows, and events without an acknowledgement, are refused and counted.
 */
export const bindEvents = (
  socket: MaruSocket,
  handlers: EventHandlers,
  { access, limits, log }: EventDeps,
): void => {
  const answer = async (name: ClientEventName, given: unknown): Promise<Ack<unknown>> => {
    try {
      await limits.consume(name, socket);
      const payload = parseOrThrow(clientEventContract(name).payload, given);
      const channel = await authorize(name, payload, { socket, access });
      return { data: await (handlers[name] as AnyHandler)({ socket, payload, channel }) };
    } catch (thrown) {
      const error = toAppError(thrown);
      if (error.status >= 500) log.error({ err: error, event: name }, 'event failed');
      return error.toReply(requestId());
    }
  };

  socket.use(([name, , ack], next) => {
    if (!eventNames.includes(name as ClientEventName) || typeof ack !== 'function') {
      void limits.strike(socket);
      if (typeof ack === 'function') ack(new AppError('NOT_FOUND').toReply());
      return;
    }
    next();
  });

  for (const name of eventNames) {
    const listener = (payload: unknown, ack: (reply: Ack<unknown>) => void) =>
      void runWithRequestId(newId(), async () => ack(await answer(name, payload)));
    socket.on(name, listener as never);
  }
};
