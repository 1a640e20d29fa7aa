import type { VoiceMarks, VoiceMember, VoiceRoom } from '@maru/contracts/socket/voice';
import { ApiError } from '@/shared/api/api-error';
import type { Call, CallSnapshot, CallStatus, PersonControls } from './call.js';
import { FullCall } from './call-full.js';
import type { Joined } from './call-link.js';
import type { CallOptions } from './call-options.js';
import { createParts, type CallParts } from './call-parts.js';
import { pictureOf } from './call-picture.js';
import { listenToCall } from './call-pushes.js';
import { refusalOf } from './call-refusal.js';
import { CallView } from './call-view.js';
import type { ScreenPreset } from './local-media.js';
import { PairTimer } from './pair-timer.js';
import { Speakers } from './speakers.js';

const listenMs = 100;

/** One stay in a call: its state, from joining to the end. */
export class CallSession implements Call {
  private status: CallStatus = 'joining';
  private endReason: CallSnapshot['endReason'];
  private allowed: VoiceMember['allowed'] = { speak: true, video: true, hear: true };
  private limits: CallSnapshot['limits'];
  readonly speakers = new Speakers();
  private readonly view = new CallView(() => this.picture());
  private readonly full = new FullCall();
  private readonly listening: PairTimer;
  private readonly parts: CallParts;
  private readonly stops: (() => void)[];

  constructor(private readonly options: CallOptions) {
    this.listening = new PairTimer(options.clock);
    this.parts = createParts(options, {
      onChange: () => this.refresh(),
      onJoined: (joined, marks) => this.joined(joined, marks),
      onRoom: (room) => this.roomChanged(room),
      onOwn: (member) => this.ownChanged(member),
      onFound: (channelId) => this.move(channelId),
      onLost: () => this.lost(),
      onRefused: (code) => this.refused(code),
    });
    this.stops = [
      options.media.subscribe(() => {
        if (!this.parts.switches.followDevices()) this.refresh();
      }),
      ...this.listenToServer(),
    ];
  }

  snapshot() {
    return this.view.snapshot();
  }

  subscribe(listener: () => void) {
    return this.view.subscribe(listener);
  }

  setMuted(isMuted: boolean) {
    this.parts.switches.setMuted(isMuted);
  }

  setDeafened(isDeafened: boolean) {
    this.parts.switches.setDeafened(isDeafened);
  }

  setCamera(isOn: boolean) {
    return this.parts.switches.setCamera(isOn);
  }

  setScreen(preset: ScreenPreset | null) {
    return this.parts.switches.setScreen(preset);
  }

  async retryMicrophone() {
    if (this.isIn()) await this.options.media.openMicrophone();
  }

  playSound() {
    this.options.playback.resume();
  }

  /** The browser plays sound again, or plays none before a click. */
  soundChanged() {
    this.view.update();
  }

  /** The choice to hide addresses changed: running connections take another way. */
  relayChanged() {
    this.parts.peers.reroute(this.parts.ice.config());
    this.view.update();
  }

  /** The network is back. */
  retryNow() {
    this.parts.peers.retryNow();
  }

  control(userId: string, change: Partial<PersonControls>) {
    this.parts.peers.control(userId, change);
    this.refresh();
  }

  takeOver() {
    if (this.status === 'elsewhere') this.setStatus('joining');
    this.parts.link.takeOver();
  }

  async statsOf(userId: string) {
    return this.parts.peers.stats(userId);
  }

  leave() {
    this.end(undefined, true);
  }

  private isIn() {
    return ['connected', 'reconnecting'].includes(this.status);
  }

  private listenToServer() {
    return listenToCall(this.options.server, {
      channelId: () => this.parts.link.channelId,
      me: this.parts.me,
      onRoom: (room) => this.roomPushed(room),
      onSignal: (from, signal) => {
        if (this.parts.roster.receive(from, signal) && this.isIn()) void this.parts.link.renew();
      },
      onEnded: (reason) => this.end(reason, false),
      onMoved: (channelId) => this.move(channelId),
    });
  }

  private joined({ room, ice, limits }: Joined, marks: VoiceMarks) {
    const isFirst = !this.isIn();
    this.limits = limits;
    this.status = 'connected';
    this.parts.ice.set(ice);
    this.parts.peers.retryNow();
    this.parts.roster.joined(room);
    this.parts.marks.joined(room.members.find((each) => this.parts.me.is(each))?.marks ?? marks);
    this.listen();
    this.refresh();
    if (isFirst && this.options.media.snapshot().microphone.status === 'off')
      void this.options.media.openMicrophone();
  }

  private roomPushed(room: VoiceRoom) {
    if (this.isIn()) return this.roomChanged(room);
    this.parts.roster.keep(room);
    if (this.status === 'waiting' && this.full.hasPlace(room))
      this.parts.link.joinIn(this.options.random() * 500);
  }

  private roomChanged(room: VoiceRoom) {
    if (this.isIn() && room.channelId === this.parts.link.channelId && this.parts.roster.take(room))
      this.refresh();
  }

  /** The server takes video away with the permission for it. */
  private ownChanged({ allowed, marks }: VoiceMember) {
    this.allowed = allowed;
    const { hasCamera, hasScreen } = this.parts.switches.marks;
    const isTaken = (hasCamera && !marks.hasCamera) || (hasScreen && !marks.hasScreen);
    if (!isTaken || !this.parts.marks.isSettled) return;
    this.parts.switches.stopVideo();
    this.options.onVideoRefused(new ApiError('FORBIDDEN'));
  }

  private move(channelId: string) {
    this.parts.roster.forget();
    this.parts.marks.pause();
    this.parts.link.move(channelId);
    this.refresh();
  }

  private lost() {
    this.parts.marks.pause();
    if (this.status === 'connected') this.setStatus('reconnecting');
  }

  private refused(code: string) {
    const wasIn = this.isIn();
    this.parts.marks.pause();
    if (code === 'CONFLICT' && this.parts.me.renew()) return this.joinAnew();
    const refusal = refusalOf(code, { wasIn });
    if (refusal === 'waiting') this.wait();
    else if (refusal === 'elsewhere') this.standBy('elsewhere');
    else this.end(refusal, false);
  }

  /** The session has a new id, by which the others have to meet it. */
  private joinAnew() {
    this.parts.roster.forget();
    void this.parts.link.join();
    this.refresh();
  }

  private wait() {
    this.full.refused();
    this.parts.roster.forget();
    this.standBy('waiting');
    // Pushes tell about free places; this is for one that was lost.
    this.parts.link.joinIn(15_000 * (0.75 + this.options.random() / 2));
  }

  /** Nothing listens or looks on while the person is outside. */
  private standBy(status: 'waiting' | 'elsewhere') {
    this.parts.switches.stopVideo();
    this.options.media.closeMicrophone();
    this.setStatus(status);
  }

  private end(reason: CallSnapshot['endReason'], isTold: boolean) {
    if (this.status === 'ended') return;
    this.endReason = reason;
    this.parts.link.close(isTold);
    for (const stop of this.stops) stop();
    this.parts.marks.close();
    this.parts.ice.close();
    this.listening.close();
    this.parts.peers.close();
    this.options.playback.close();
    this.parts.switches.close();
    this.speakers.set([]);
    this.setStatus('ended');
  }

  private listen() {
    this.listening.set(listenMs, () => {
      this.hear();
      this.listen();
    });
  }

  private hear() {
    const { switches, peers, me } = this.parts;
    const isSpeaking = this.options.media.isSpeaking() && !switches.marks.isMuted && this.allowed.speak;
    const others = peers.speakers(this.options.clock.now());
    this.speakers.set(isSpeaking ? [me.userId, ...others] : others);
  }

  private refresh() {
    if (this.status === 'ended') return;
    const { marks, preset } = this.parts.switches;
    this.parts.peers.apply({ marks, allowed: this.allowed, media: this.options.media.snapshot(), preset });
    this.hear();
    this.view.update();
  }

  private setStatus(status: CallStatus) {
    this.status = status;
    this.view.update();
  }

  private picture(): CallSnapshot {
    const { status, endReason, allowed, limits } = this;
    return pictureOf(this.options, this.parts, { status, endReason, allowed, limits });
  }
}
