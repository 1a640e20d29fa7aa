import type { VoiceEndReason, VoiceRoom } from '@maru/contracts/socket/voice';
import type { VoiceSignal } from '@maru/contracts/socket/voice-signal';
import type { CallServer } from './call-options.js';
import type { OwnSession } from './own-session.js';
import type { PairEnd } from './pair-options.js';

interface CallPushes {
  channelId: () => string;
  me: OwnSession;
  onRoom: (room: VoiceRoom) => void;
  onSignal: (from: PairEnd, signal: VoiceSignal) => void;
  onEnded: (reason: VoiceEndReason) => void;
  onMoved: (toChannelId: string) => void;
}

/** Hands on the pushes that concern this call; returns the functions that stop it. */
export function listenToCall(server: CallServer, call: CallPushes) {
  const isHere = (channelId: string) => channelId === call.channelId();
  const isMine = (own: { channelId: string; sessionId: string }) =>
    own.sessionId === call.me.sessionId && isHere(own.channelId);
  return [
    server.onPush('voice:changed', ({ room }) => {
      if (isHere(room.channelId)) call.onRoom(room);
    }),
    server.onPush('voice:signalled', ({ channelId, from, signal }) => {
      if (isHere(channelId)) call.onSignal(from, signal);
    }),
    server.onPush('voice:ended', (ended) => {
      if (isMine(ended)) call.onEnded(ended.reason);
    }),
    server.onPush('voice:moved', (moved) => {
      if (isMine(moved)) call.onMoved(moved.toChannelId);
    }),
  ];
}
