import type { VoiceMember } from '@maru/contracts/socket/voice';
import type { PairStatus, PersonControls, Remote } from './call.js';
import type { CallPair, CallPairOptions } from './call-options.js';
import type { Slot } from './slots.js';

/** Speech reaches this level; a ring stays over the short gaps between words. */
const speechLevel = 0.015;
const holdMs = 350;

type Events = Pick<CallPairOptions, 'onChange' | 'onTrack'>;

/** Another member of the call with the pair that connects to them. */
export class CallPeer {
  readonly pair: CallPair;
  tracks: Remote['tracks'] = {};
  onChange: () => void = () => undefined;
  private status: PairStatus = 'connecting';
  private heardAt = -Infinity;
  private shown: Remote | undefined;

  constructor(
    public member: VoiceMember,
    public controls: PersonControls,
    createPair: (events: Events) => CallPair,
  ) {
    this.pair = createPair({
      onChange: () => this.changed(),
      onTrack: (slot, track) => this.arrived(slot, track),
    });
  }

  setMember(member: VoiceMember) {
    if (JSON.stringify(member) === JSON.stringify(this.member)) return;
    this.member = member;
    this.shown = undefined;
  }

  setControls(controls: PersonControls) {
    this.controls = controls;
    this.shown = undefined;
  }

  /** A member who is marked silent, or may not speak, is not played, whatever they send. */
  get isSilenced() {
    const { marks, allowed } = this.member;
    return marks.isMuted || marks.isDeafened || !allowed.speak;
  }

  /** Measures the voice; returns whether the person is speaking. */
  isSpeaking(now: number) {
    if (this.isSilenced) return false;
    if (this.pair.audioLevel() >= speechLevel) this.heardAt = now;
    return now - this.heardAt < holdMs;
  }

  remote(): Remote {
    const { member, status, controls } = this;
    this.shown ??= { member, status, controls, tracks: this.allowedTracks() };
    return this.shown;
  }

  private allowedTracks(): Remote['tracks'] {
    const { audio } = this.tracks;
    return this.member.allowed.video ? this.tracks : { audio };
  }

  private changed() {
    if (this.pair.status !== this.status) this.shown = undefined;
    this.status = this.pair.status;
    this.onChange();
  }

  private arrived(slot: Slot, track: MediaStreamTrack) {
    this.tracks = { ...this.tracks, [slot]: track };
    this.shown = undefined;
    this.onChange();
  }
}
