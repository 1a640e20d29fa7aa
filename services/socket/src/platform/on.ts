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
import type { EventLimits } from './event-limits.js';
import type { MaruSocket } from './realtime.js';

type ConversationOf<
  E extends ClientEventName,
  Access,
> = (typeof clientEvents)[E]['authorize'] extends 'signed-in' ? undefined : Access;

export interface EventContext<E extends ClientEventName, Access> {
  socket: MaruSocket;
  payload: ClientEventPayload<E>;
  /** The caller's access to the conversation in the payload; includes the permission that the contract requires. */
  conversation: ConversationOf<E, Access>;
}

/** One handler per event. It gets the parsed, authorized event and returns the acknowledgement's data. */
export type EventHandlers<E extends ClientEventName, Access> = {
  [Name in E]: (context: EventContext<Name, Access>) => Promise<ClientEventAck<Name>>;
};

interface EventDeps<Access> {
  /** @throws NOT_FOUND if the member may not see the conversation, FORBIDDEN if they lack the permission. */
  requireConversation: (userId: string, channelId: ChannelId, permission: Permission) => Promise<Access>;
  limits: EventLimits;
  log: Logger;
}

// A handler takes the context of its own event, which the compiler can't infer from a lookup by a variable name.
type AnyHandler = (context: {
  socket: MaruSocket;
  payload: unknown;
  conversation: unknown;
}) => Promise<unknown>;

const eventNames = Object.keys(clientEvents) as ClientEventName[];

/**
 * Binds every event of the contracts to its handler: rate limit → parse → authorize → rate limit in the channel → run → acknowledge. Errors
 * get their one public shape here. Events without a contract or an acknowledgement are refused and counted.
 */
export const bindEvents = <Access>(
  socket: MaruSocket,
  handlers: EventHandlers<ClientEventName, Access>,
  { requireConversation, limits, log }: EventDeps<Access>,
): void => {
  const authorize = async (name: ClientEventName, payload: unknown): Promise<Access | undefined> => {
    const { authorize: rule } = clientEventContract(name);
    if (rule === 'signed-in') return undefined;
    // A contract test proves that every event with a permission names its conversation.
    const { channelId } = payload as { channelId: ChannelId };
    const access = await requireConversation(socket.data.userId, channelId, rule);
    await limits.consume(name, socket, channelId);
    return access;
  };

  const answer = async (name: ClientEventName, given: unknown): Promise<Ack<unknown>> => {
    try {
      await limits.consume(name, socket);
      const payload = parseOrThrow(clientEventContract(name).payload, given);
      const conversation = await authorize(name, payload);
      return { data: await (handlers[name] as AnyHandler)({ socket, payload, conversation }) };
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
