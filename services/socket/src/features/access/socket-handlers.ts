import type { ClientEventName } from '@maru/contracts/socket/events';
import type { EventHandlers } from '../../platform/on.js';
import type { ConversationAccess } from './conversation.js';

/** Handlers of events, with access to the conversation that an event names. */
export type SocketHandlers<E extends ClientEventName = ClientEventName> = EventHandlers<
  E,
  ConversationAccess
>;
