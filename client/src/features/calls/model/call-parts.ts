import { channelId as channelIdSchema } from '@maru/contracts/primitives';
import type { VoiceMarks, VoiceMember, VoiceRoom } from '@maru/contracts/socket/voice';
import { CallIce } from './call-ice.js';
import { CallLink, type Joined } from './call-link.js';
import { MarkSync } from './call-mark-sync.js';
import type { CallOptions } from './call-options.js';
import { CallPeers } from './call-peers.js';
import { CallRoster } from './call-roster.js';
import { CallSwitches } from './call-switches.js';
import { OwnSession } from './own-session.js';

/** The news of a call's parts. */
export interface CallEvents {
  onChange: () => void;
  onJoined: (joined: Joined, marks: VoiceMarks) => void;
  onRoom: (room: VoiceRoom) => void;
  /** The person's own entry in a newer roster. */
  onOwn: (member: VoiceMember) => void;
  /** The session is in the call of this channel. */
  onFound: (channelId: string) => void;
  onLost: () => void;
  onRefused: (code: string) => void;
}

export type CallParts = ReturnType<typeof createParts>;

/** Builds the parts of a call and connects them with each other and with the server. */
export const createParts = (options: CallOptions, on: CallEvents) => {
  const { clock, random, server, media, isRelayOnly } = options;
  const me = new OwnSession({ ...options.me, newId: options.newSessionId });
  const ids = () => ({ channelId: channelIdSchema.parse(link.channelId), sessionId: me.sessionId });
  const switches: CallSwitches = new CallSwitches({
    media,
    start: { marks: options.marks, wasMuted: options.wasMuted },
    onChange: () => {
      on.onChange();
      marks.changed();
    },
  });
  const ice: CallIce = new CallIce({
    clock,
    random,
    isRelayOnly,
    fetch: () => server.emit('voice:ice', ids()),
    onChange: (config) => peers.setIce(config),
  });
  const peers = new CallPeers({
    ...options,
    me,
    ice: () => ice.config(),
    send: (to, signal) => server.emit('voice:signal', { ...ids(), to, signal }),
    onChange: on.onChange,
    onIceRefused: () => ice.refused(),
  });
  const roster = new CallRoster({ me, peers, onOwn: on.onOwn, onMissing: () => link.doubt() });
  const marks: MarkSync = new MarkSync({
    clock,
    random,
    marks: () => switches.marks,
    send: (sent) => server.emit('voice:mark', { ...ids(), marks: sent }),
    onRoom: on.onRoom,
    onVideoRefused: (error) => {
      switches.stopVideo();
      options.onVideoRefused(error);
    },
    onLost: () => void link.renew(),
  });
  const link: CallLink = new CallLink({
    ...on,
    server,
    clock,
    random,
    serverId: options.serverId,
    channelId: options.channelId,
    me,
    marks: () => switches.marks,
    version: () => roster.version,
  });
  return { me, switches, ice, peers, roster, marks, link };
};
