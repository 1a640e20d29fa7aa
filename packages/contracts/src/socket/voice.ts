import { z } from 'zod';
import { limits } from '../limits.js';
import { channelId, instant, serverId, ulid, userId } from '../primitives.js';
import { defineClientEvent } from './event.js';
import { voiceSignal } from './voice-signal.js';

/** One stay of a person in a call, made by their client; it outlives reconnections and reloads of that client. */
const sessionId = ulid;
const own = { channelId, sessionId };

/** The member's own switches, as others see them. */
export const voiceMarks = z.object({
  isMuted: z.boolean(),
  isDeafened: z.boolean(),
  hasCamera: z.boolean(),
  hasScreen: z.boolean(),
});
export type VoiceMarks = z.infer<typeof voiceMarks>;

const voiceMember = z.object({
  userId,
  sessionId,
  joinedAt: instant,
  marks: voiceMarks,
  /** Permissions and moderators decide; the peers enforce it: they play, show and send only what is allowed. */
  allowed: z.object({ speak: z.boolean(), video: z.boolean(), hear: z.boolean() }),
});
export type VoiceMember = z.infer<typeof voiceMember>;

/** The people in a voice channel. `version` rises with every change: of two copies the one with the higher version is newer. */
export const voiceRoom = z.object({
  channelId,
  version: z.number().int().nonnegative(),
  /** Since when anyone has been in it; null while it is empty. */
  startedAt: instant.nullable(),
  members: z.array(voiceMember).max(limits.voiceUsers.max),
});
export type VoiceRoom = z.infer<typeof voiceRoom>;

/** Servers for STUN and TURN, as `RTCConfiguration.iceServers` takes them. */
export const iceAccess = z.object({
  servers: z.array(
    z.object({
      urls: z.array(z.string()).min(1),
      username: z.string().optional(),
      credential: z.string().optional(),
    }),
  ),
  /** True if one of them relays: without one, addresses can't be hidden. */
  hasRelay: z.boolean(),
  /** The lifetime of the credentials from now; null: they don't expire. */
  expiresInMs: z.number().int().positive().nullable(),
});
export type IceAccess = z.infer<typeof iceAccess>;

/** The most people in a call, and in a call in which anyone sends video. */
export const voiceLimits = z.object({ people: z.number().int().min(2), video: z.number().int().min(2) });
export type VoiceLimits = z.infer<typeof voiceLimits>;

export const voiceEvents = {
  /**
   * Join the call of a voice channel, leave the call that this session is in, or come back after a reconnection: a session that is still in
   * the call keeps its place. CALL_ELSEWHERE: another session of the caller is in a call, unless `takeOver` ends that one. CALL_FULL: no
   * place is free. CONFLICT: another person's session in the call has this id. FORBIDDEN, after a new `voice:ended` or `voice:moved`: a
   * moderator has taken this session out of the call, which it may not have heard; a new session may join.
   */
  'voice:join': defineClientEvent({
    authorize: 'connect',
    rate: [{ by: 'person', points: 30, seconds: 30 }],
    payload: z.object({ ...own, marks: voiceMarks, takeOver: z.boolean().default(false) }),
    ack: z.object({ room: voiceRoom, ice: iceAccess, limits: voiceLimits }),
  }),
  /** Leave the call; a repeat changes nothing. */
  'voice:leave': defineClientEvent({
    authorize: 'signed-in',
    rate: [{ by: 'person', points: 60, seconds: 30 }],
    payload: z.object(own),
    ack: z.object({}),
  }),
  /** Set the caller's marks. VIDEO_LIMIT_REACHED: too many people are in the call for video. */
  'voice:mark': defineClientEvent({
    authorize: 'connect',
    rate: [{ by: 'person', points: 40, seconds: 10 }],
    payload: z.object({ ...own, marks: voiceMarks }),
    ack: z.object({ room: voiceRoom }),
  }),
  /**
   * Renew the caller's lease, every `limits.voice.renewMs`. The room comes back if its version is another than the client's. NOT_FOUND: the
   * session is no longer in the call.
   */
  'voice:renew': defineClientEvent({
    authorize: 'connect',
    payload: z.object({ ...own, version: voiceRoom.shape.version }),
    ack: z.object({ room: voiceRoom.nullable() }),
  }),
  /**
   * Relay a signal to another member of the call. NOT_FOUND: that session is not in it. PAYLOAD_TOO_LARGE: it has more than
   * `limits.voiceSignalBytes`. The caller's signals to one person have a rate of their own, so that answers to a flood leave room for the
   * others.
   */
  'voice:signal': defineClientEvent({
    authorize: 'connect',
    counts: 'apart',
    rate: [{ by: 'person', points: 1_200, seconds: 30 }],
    payload: z.object({ ...own, to: z.object({ userId, sessionId }), signal: voiceSignal }),
    ack: z.object({}),
  }),
  /** Get new credentials before the old ones expire. */
  'voice:ice': defineClientEvent({
    authorize: 'connect',
    rate: [{ by: 'person', points: 20, seconds: 60 }],
    payload: z.object(own),
    ack: z.object({ ice: iceAccess }),
  }),
  /** The calls of those voice channels of a server that the caller may see; empty ones are left out. */
  'voice:list': defineClientEvent({
    authorize: 'signed-in',
    rate: [{ by: 'person', points: 20, seconds: 10 }],
    payload: z.object({ serverId }),
    ack: z.object({
      rooms: z.array(voiceRoom),
      limits: voiceLimits,
      /** As in `IceAccess`. */
      hasRelay: z.boolean(),
      /** The service's time, by which `startedAt` tells how long a call has been running. */
      now: instant,
    }),
  }),
  /** End a member's part in the call. */
  'voice:disconnect': defineClientEvent({
    authorize: 'moveMembers',
    rate: [{ by: 'person', points: 20, seconds: 10 }],
    payload: z.object({ channelId, userId }),
    ack: z.object({}),
  }),
  /** Move a member into the call of another voice channel of the server, where both may connect and the caller may move members. */
  'voice:move': defineClientEvent({
    authorize: 'moveMembers',
    rate: [{ by: 'person', points: 20, seconds: 10 }],
    payload: z.object({ channelId, userId, toChannelId: channelId }),
    ack: z.object({}),
  }),
} as const;

/** A call changed. Sent to all who may see the channel. */
export const voiceChanged = z.object({ serverId, room: voiceRoom });
/** A signal from another member of the call; the server sets `from`. */
export const voiceSignalled = z.object({
  channelId,
  from: z.object({ userId, sessionId }),
  signal: voiceSignal,
});
export const voiceEndReason = z.enum([
  /** A moderator ended it. */
  'disconnected',
  /** Another session of the same person is in a call now. */
  'taken-over',
  /** The person is no longer a member of the server. */
  'not-a-member',
  'channel-deleted',
  /** The person may no longer connect to the channel, or see it. */
  'no-access',
]);
export type VoiceEndReason = z.infer<typeof voiceEndReason>;
/** The receiver's session is no longer in the call. */
export const voiceEnded = z.object({ ...own, reason: voiceEndReason });
/** A moderator has moved the receiver's session: it is a member of the other call already. */
export const voiceMoved = z.object({ ...own, toChannelId: channelId });
