import type { z } from 'zod';
import type { Ack, ClientEventContract } from './event.js';
import { annotationEvents, annotationHeadTold, annotationUpdated } from './annotations.js';
import { channelActivity, channelEvents, readUpdated } from './channels.js';
import { memberListEvents, membersChanged } from './members.js';
import { messageEvents, messageUpdated, messagesCreated } from './messages.js';
import { membershipEvents } from './membership.js';
import { moderationEvents } from './moderation.js';
import { serverEvents } from './servers.js';
import { profileEvents } from './profiles.js';
import { noteChanged, noteDeleted, noteEvents } from './notes.js';
import { connectionMissed, sessionEnded, sessionEvents } from './session.js';
import { voiceChanged, voiceEnded, voiceEvents, voiceMoved, voiceSignalled } from './voice.js';

/** Every event that a client may send, by name. */
export const clientEvents = {
  ...sessionEvents,
  ...channelEvents,
  ...messageEvents,
  ...annotationEvents,
  ...memberListEvents,
  ...voiceEvents,
  ...noteEvents,
} as const;

/** Every event that the server may send, by name. */
export const pushEvents = {
  ...serverEvents,
  ...moderationEvents,
  ...profileEvents,
  ...membershipEvents,
  'session:ended': sessionEnded,
  'connection:missed': connectionMissed,
  'channel:activity': channelActivity,
  'read:updated': readUpdated,
  'members:changed': membersChanged,
  'message:created': messagesCreated,
  'message:updated': messageUpdated,
  'annotation:updated': annotationUpdated,
  'annotation:head': annotationHeadTold,
  'voice:changed': voiceChanged,
  'voice:signalled': voiceSignalled,
  'voice:ended': voiceEnded,
  'voice:moved': voiceMoved,
  'note:changed': noteChanged,
  'note:deleted': noteDeleted,
} as const;

export type ClientEventName = keyof typeof clientEvents;
export type PushEventName = keyof typeof pushEvents;

type EventMap = typeof clientEvents;
/** The client's input to `emit`. */
export type ClientEventInput<E extends ClientEventName> = z.input<EventMap[E]['payload']>;
/** The parsed payload for the server's handler. */
export type ClientEventPayload<E extends ClientEventName> = z.output<EventMap[E]['payload']>;
export type ClientEventAck<E extends ClientEventName> = z.output<EventMap[E]['ack']>;
export type PushPayload<E extends PushEventName> = z.output<(typeof pushEvents)[E]>;

/** Event maps for Socket.IO's generics. */
export type ClientToServerEvents = {
  [E in ClientEventName]: (
    payload: ClientEventInput<E>,
    ack: (reply: Ack<ClientEventAck<E>>) => void,
  ) => void;
};
export type ServerToClientEvents = { [E in PushEventName]: (payload: PushPayload<E>) => void };

/** Returns the contract of an event by its name. */
export const clientEventContract = (name: ClientEventName): ClientEventContract => clientEvents[name];

/** The client's `auth` data of the handshake. */
export interface HandshakeAuth {
  token: string;
}

/** `err.data` of a refused connection is an `ErrorReply`; with this code, a new token may help. */
export const retryableHandshakeErrors = ['TOKEN_EXPIRED', 'UNAVAILABLE', 'RATE_LIMITED'] as const;
