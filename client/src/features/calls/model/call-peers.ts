import type { VoiceMarks, VoiceMember } from '@maru/contracts/socket/voice';
import type { VoiceSignal } from '@maru/contracts/socket/voice-signal';
import type { CallSnapshot, PersonControls, Remote } from './call.js';
import type { CallPair, CallPairOptions, ControlsStore } from './call-options.js';
import type { LocalMediaSnapshot, ScreenPreset, SourceState } from './local-media.js';
import { CallPeer } from './call-peer.js';
import type { OwnSession } from './own-session.js';
import { blameLoss } from './pair-loss.js';
import { keyOfEnd, type PairEnd } from './pair-options.js';
import type { Playback } from './remote-audio.js';
import type { Slot } from './slots.js';

/** The person's side, as every pair needs it. */
export interface OwnSide {
  marks: VoiceMarks;
  allowed: VoiceMember['allowed'];
  media: LocalMediaSnapshot;
  preset: ScreenPreset;
}

interface CallPeersOptions {
  me: OwnSession;
  ice: () => RTCConfiguration;
  createPair: (options: CallPairOptions) => CallPair;
  send: (to: PairEnd, signal: VoiceSignal) => Promise<unknown>;
  controls: ControlsStore;
  playback: Playback;
  onChange: () => void;
  onIceRefused: () => void;
}

const trackOf = (source: SourceState) => (source.status === 'on' ? source.track : null);

/** The other members of the call with their pairs: exactly those of the newest roster. */
export class CallPeers {
  private peers = new Map<string, CallPeer>();
  private shown: readonly Remote[] = [];

  constructor(private readonly options: CallPeersOptions) {}

  /** Returns the members that are new. */
  update(members: readonly VoiceMember[]): VoiceMember[] {
    const others = members.filter(({ userId }) => userId !== this.options.me.userId);
    const wanted = new Map(others.map((member) => [keyOfEnd(member), member]));
    for (const [key, peer] of this.peers) if (!wanted.has(key)) this.remove(key, peer);
    for (const [key, member] of wanted) this.change(this.peers.get(key), member);
    const added = others.filter((member) => !this.peers.has(keyOfEnd(member)));
    for (const member of added) this.add(member);
    return added;
  }

  /** Returns whether the session is in the call. */
  receive(from: PairEnd, signal: VoiceSignal) {
    const peer = this.peers.get(keyOfEnd(from));
    if (!peer) return false;
    peer.pair.receive(signal);
    return true;
  }

  /** Sends, plays and shows what the switches and permissions of both sides leave. */
  apply(own: OwnSide) {
    const all = [...this.peers.values()];
    const peers = Math.max(1, all.filter(({ controls }) => controls.sends).length);
    for (const peer of all) {
      const { controls, member, pair } = peer;
      const mayHear = own.allowed.hear;
      pair.setMuted(own.marks.isMuted);
      pair.setLoad({ peers, preset: own.preset });
      this.sendTo(peer, own);
      pair.setWants({
        audio: member.allowed.speak && mayHear,
        camera: member.allowed.video ? controls.camera : 'off',
        screen: member.allowed.video ? controls.screen : 'off',
      });
      this.play(peer, { isSilent: own.marks.isDeafened || !mayHear });
    }
  }

  control(userId: string, change: Partial<PersonControls>) {
    this.options.controls.change(userId, change);
    this.of(userId)?.setControls(this.options.controls.of(userId));
  }

  /** Takes another way to everyone. New connections, because an ICE restart leaves the earlier way open while it works. */
  reroute(config: RTCConfiguration) {
    this.setIce(config);
    for (const { pair } of this.peers.values()) pair.rebuild();
  }

  setIce(config: RTCConfiguration) {
    for (const { pair } of this.peers.values()) pair.setIce(config);
  }

  retryNow() {
    for (const { pair } of this.peers.values()) pair.retryNow();
  }

  /** Measures the voices; returns the ids of those who are speaking. */
  speakers(now: number): string[] {
    return [...this.peers.values()].flatMap((peer) => (peer.isSpeaking(now) ? [peer.member.userId] : []));
  }

  /** Returns the others; equal parts keep their identity. */
  remotes(): readonly Remote[] {
    const next = [...this.peers.values()].map((peer) => peer.remote());
    const isSame =
      next.length === this.shown.length && next.every((each, index) => each === this.shown[index]);
    if (!isSame) this.shown = next;
    return this.shown;
  }

  trouble(): CallSnapshot['trouble'] {
    const all = [...this.peers.values()];
    const { isMine, theirs } = blameLoss(
      all.map(({ member, pair }) => ({ userId: member.userId, ...pair.loss })),
    );
    if (isMine) return { side: 'own' };
    const [userId] = theirs;
    return userId === undefined ? null : { side: 'other', userId };
  }

  stats(userId: string) {
    return this.of(userId)?.pair.stats();
  }

  close() {
    for (const [key, peer] of this.peers) this.remove(key, peer);
  }

  /** A later share has to be opened anew. */
  private change(peer: CallPeer | undefined, member: VoiceMember) {
    const hasStopped = peer?.member.marks.hasScreen && !member.marks.hasScreen;
    peer?.setMember(member);
    if (hasStopped) this.control(member.userId, { screen: 'off' });
  }

  private of(userId: string) {
    return [...this.peers.values()].find(({ member }) => member.userId === userId);
  }

  private sendTo({ pair, member, controls }: CallPeer, { allowed, media, marks }: OwnSide) {
    const give = (slot: Slot, source: SourceState, may: boolean) =>
      pair.setTrack(slot, may && controls.sends ? trackOf(source) : null);
    give('audio', media.microphone, allowed.speak && member.allowed.hear);
    give('camera', media.camera, allowed.video && marks.hasCamera);
    const mayShow = allowed.video && marks.hasScreen;
    give('screen', media.screen, mayShow);
    give('screenAudio', media.screenAudio, mayShow && allowed.speak && member.allowed.hear);
  }

  private play(peer: CallPeer, { isSilent }: { isSilent: boolean }) {
    const { playback } = this.options;
    const { controls, tracks } = peer;
    const { allowed } = peer.member;
    const key = keyOfEnd(peer.member);
    const isShown = allowed.video && controls.screen !== 'off';
    playback.set(`${key}/audio`, {
      track: tracks.audio,
      volume: controls.volume,
      isMuted: isSilent || controls.isMutedForMe || peer.isSilenced,
    });
    playback.set(`${key}/screenAudio`, {
      track: tracks.screenAudio,
      volume: controls.screenVolume,
      isMuted: isSilent || controls.isScreenMutedForMe || !isShown || !allowed.speak,
    });
  }

  private add(member: VoiceMember) {
    const { me, ice, createPair, send, controls, onChange, onIceRefused } = this.options;
    const { userId, sessionId } = member;
    const peer: CallPeer = new CallPeer(member, controls.of(userId), (options) =>
      createPair({
        ...options,
        me: me.end,
        peer: { userId, sessionId },
        ice: ice(),
        send: (signal) => send({ userId, sessionId }, signal),
        onIceRefused,
      }),
    );
    peer.onChange = onChange;
    const key = keyOfEnd(member);
    const replaced = this.peers.get(key);
    if (replaced) this.remove(key, replaced);
    this.peers.set(key, peer);
  }

  private remove(key: string, peer: CallPeer) {
    this.peers.delete(key);
    peer.pair.close();
    this.options.controls.change(peer.member.userId, { screen: 'off' });
    this.options.playback.remove(`${key}/audio`);
    this.options.playback.remove(`${key}/screenAudio`);
  }
}
