import type { VoiceMember, VoiceRoom } from '@maru/contracts/socket/voice';
import type { VoiceSignal } from '@maru/contracts/socket/voice-signal';
import { EarlyNews } from './call-early.js';
import type { CallPeers } from './call-peers.js';
import type { OwnSession } from './own-session.js';
import type { PairEnd } from './pair-options.js';

interface CallRosterOptions {
  me: OwnSession;
  peers: CallPeers;
  /** The person's own entry in a newer roster. */
  onOwn: (member: VoiceMember) => void;
  /** A newer roster lacks the session. */
  onMissing: () => void;
}

/** The newest roster of the call, and the members that the person meets by it. */
export class CallRoster {
  private room: VoiceRoom | undefined;
  private readonly early = new EarlyNews();

  constructor(private readonly options: CallRosterOptions) {}

  get version() {
    return this.room?.version ?? 0;
  }

  get startedAt() {
    return this.room?.startedAt ?? null;
  }

  /** Takes the roster of a join, and a newer one that came before it. A call that began anew counts its versions anew. */
  joined(room: VoiceRoom) {
    if (room.startedAt !== this.room?.startedAt || room.channelId !== this.room.channelId)
      this.room = undefined;
    this.take(room);
    const { room: early } = this.early;
    if (early?.channelId === room.channelId) this.take(early);
  }

  /** Returns false for an older copy, which changes nothing. */
  take(room: VoiceRoom) {
    if (this.room && room.version <= this.room.version) return false;
    this.room = room;
    const { me, peers, onOwn, onMissing } = this.options;
    const mine = room.members.find((member) => me.is(member));
    if (mine) onOwn(mine);
    else onMissing();
    for (const member of peers.update(room.members))
      for (const signal of this.early.take(member)) peers.receive(member, signal);
    return true;
  }

  /** Keeps a roster that comes before the person is in the call. */
  keep(room: VoiceRoom) {
    this.early.keep(room);
  }

  /** Hands on a signal, or keeps it until the roster shows its sender. Returns true for the first one of an unknown sender. */
  receive(from: PairEnd, signal: VoiceSignal) {
    return !this.options.peers.receive(from, signal) && this.early.add(from, signal);
  }

  /** The person is not in this call any more. */
  forget() {
    this.options.peers.update([]);
    this.room = undefined;
    this.early.clear();
  }
}
