import type { IceCandidateSignal, VoiceSignal } from '@maru/contracts/socket/voice-signal';
import { CandidateOutbox, EarlyCandidates } from './pair-candidates.js';
import type { PairClock, Transmit } from './pair-options.js';
import { Repeater } from './pair-repeater.js';
import { slots, type Slot } from './slots.js';

type Signal<Kind> = Extract<VoiceSignal, { kind: Kind }>;

/** More tasks than this wait only behind one that never ends. */
const mostTasks = 60;
const unauthorized = 401;

export interface PairLinkOptions {
  connection: string;
  /** The initiator creates the transceivers, and its offers win over those of the other side. */
  isInitiator: boolean;
  pc: RTCPeerConnection;
  clock: PairClock;
  random(): number;
  transmit: Transmit;
  createStream?(): MediaStream;
  /** Numbers offers; it rises from connection to connection. */
  nextN(): number;
  onState(): void;
  onTrack(slot: Slot, track: MediaStreamTrack): void;
  /** Both sides have agreed on descriptions; the senders are ready. */
  onNegotiated(): void;
  /** Negotiation can't go on: the connection has to be built anew. */
  onBroken(): void;
  onIceRefused(): void;
}

/**
 * One RTCPeerConnection of a pair and its negotiation ("perfect negotiation"). Tasks run one after another, so no signal is handled in the
 * middle of another; the flags that the pattern needs for that case are not needed here.
 */
export class PairLink {
  /** The other side has answered or offered: it has this connection. */
  isAnswered = false;
  private isClosed = false;
  private offerN = -1;
  private remoteN = -1;
  private waiting = 0;
  private tasks: Promise<void> = Promise.resolve();
  private readonly outbox: CandidateOutbox;
  private readonly early = new EarlyCandidates();
  private readonly repeater: Repeater;

  constructor(private readonly options: PairLinkOptions) {
    this.outbox = new CandidateOutbox(options);
    this.repeater = new Repeater(options.clock, options.random);
    this.listen(options.pc);
    if (options.isInitiator) this.createTransceivers();
  }

  get pc() {
    return this.options.pc;
  }

  get connection() {
    return this.options.connection;
  }

  transceiver(slot: Slot): RTCRtpTransceiver | undefined {
    return this.pc.getTransceivers()[slots.indexOf(slot)];
  }

  receiveOffer(signal: Signal<'offer'>) {
    this.run(() => this.answer(signal));
  }

  receiveAnswer(signal: Signal<'answer'>) {
    this.run(async () => {
      if (this.pc.signalingState !== 'have-local-offer' || signal.n !== this.offerN) return;
      await this.pc.setRemoteDescription({ type: 'answer', sdp: signal.sdp });
      this.repeater.stop();
      await this.negotiated();
    });
  }

  receiveCandidates(candidates: readonly IceCandidateSignal[]) {
    this.run(async () => {
      this.early.put(candidates);
      await this.addCandidates();
    });
  }

  /** Repeats now what the other side has not answered. */
  retryNow() {
    this.repeater.again();
    this.outbox.retryNow();
  }

  close() {
    this.isClosed = true;
    this.repeater.close();
    this.outbox.close();
    this.pc.close();
  }

  private listen(pc: RTCPeerConnection) {
    const listen = (type: string, listener: (event: never) => void) =>
      pc.addEventListener(type, (event) => {
        if (!this.isClosed) listener(event as never);
      });
    listen('negotiationneeded', () => this.run(() => this.offer()));
    listen('icecandidate', ({ candidate }: RTCPeerConnectionIceEvent) => this.outbox.add(candidate));
    listen('connectionstatechange', () => this.options.onState());
    listen('icecandidateerror', ({ errorCode }: RTCPeerConnectionIceErrorEvent) => {
      if (errorCode === unauthorized) this.options.onIceRefused();
    });
    listen('track', ({ transceiver, track }: RTCTrackEvent) => {
      const slot = slots[pc.getTransceivers().indexOf(transceiver)];
      if (slot) this.options.onTrack(slot, track);
    });
  }

  private createTransceivers() {
    const [voice, share] = this.createStreams();
    for (const slot of slots) {
      const kind = slot === 'audio' || slot === 'screenAudio' ? 'audio' : 'video';
      const streams = slot === 'audio' || slot === 'camera' ? voice : share;
      this.pc.addTransceiver(kind, { direction: 'sendrecv', streams });
    }
  }

  private createStreams(): [MediaStream[], MediaStream[]] {
    const { createStream } = this.options;
    return createStream ? [[createStream()], [createStream()]] : [[], []];
  }

  /** Uses the transceivers that the initiator's first offer has created. */
  private adoptTransceivers() {
    const transceivers = this.pc.getTransceivers();
    if (transceivers.length !== slots.length) throw new Error('an offer without the four transceivers');
    const [voice, share] = this.createStreams();
    for (const [index, { sender }] of transceivers.entries())
      sender.setStreams?.(...(index < 2 ? voice : share));
    for (const transceiver of transceivers) transceiver.direction = 'sendrecv';
  }

  private async offer() {
    // The browser asks again as soon as the state is stable.
    if (this.pc.signalingState !== 'stable') return;
    await this.pc.setLocalDescription();
    const n = this.options.nextN();
    this.offerN = n;
    this.repeater.start(() => this.sendDescription('offer', n));
  }

  private async answer({ n, sdp }: Signal<'offer'>) {
    if (n < this.remoteN) return;
    if (n === this.remoteN) return this.sendDescription('answer', n);
    // Offers that cross: the initiator's wins. The other side gives up its own, and the browser makes a new one if it is still needed.
    const isCrossing = this.pc.signalingState === 'have-local-offer';
    if (isCrossing && this.options.isInitiator) return;
    if (isCrossing) this.repeater.stop();
    await this.pc.setRemoteDescription({ type: 'offer', sdp });
    if (!this.options.isInitiator && !this.isAnswered) this.adoptTransceivers();
    await this.pc.setLocalDescription();
    this.remoteN = n;
    this.sendDescription('answer', n);
    await this.negotiated();
  }

  /** Sends the description with the candidates that have been found since. */
  private sendDescription(kind: 'offer' | 'answer', n: number) {
    const { connection, transmit } = this.options;
    const description = kind === 'offer' ? this.pc.localDescription : this.pc.currentLocalDescription;
    if (description) void transmit({ kind, connection, n, sdp: description.sdp });
  }

  private async negotiated() {
    this.isAnswered = true;
    await this.addCandidates();
    this.options.onNegotiated();
  }

  private async addCandidates() {
    for (const candidate of this.early.take(this.pc.remoteDescription)) {
      // A candidate that the browser can't use is no failure: the others, or the next ICE restart, connect.
      await this.pc.addIceCandidate(candidate).catch(() => undefined);
    }
  }

  private run(task: () => Promise<void> | void) {
    if (this.isClosed) return;
    if (this.waiting >= mostTasks) return this.options.onBroken();
    this.waiting += 1;
    this.tasks = this.tasks.then(() => this.runNow(task));
  }

  private async runNow(task: () => Promise<void> | void) {
    this.waiting -= 1;
    if (this.isClosed) return;
    try {
      await task();
    } catch {
      if (!this.isClosed) this.options.onBroken();
    }
  }
}
