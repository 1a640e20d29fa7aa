import type { PairWants, VoiceSignal } from '@maru/contracts/socket/voice-signal';
import type { PairStats, PairStatus } from './call.js';
import type { PairLink } from './pair-link.js';
import { Links } from './pair-links.js';
import type { SustainedLoss } from './pair-loss.js';
import { Monitor } from './pair-monitor.js';
import type { PairOptions, Unsigned } from './pair-options.js';
import { PeerLife } from './pair-peer-life.js';
import { Recovery } from './pair-recovery.js';
import { StateSync, type PairState } from './pair-state.js';
import { Streams, type SendLoad } from './pair-streams.js';
import { PairTimer } from './pair-timer.js';
import type { Slot } from './slots.js';

const checkMs = 2_500;
/** The offer of a living initiator arrives within this time; without it the initiator has missed that this side is there. */
const offerMs = 100;
const levelMs = 500;

/**
 * The connection to one other member of the call, from meeting to parting. It is built, kept and brought back by itself until `close`.
 * The side with the lower session id initiates: it makes the connections and their transceivers.
 */
export class Pair {
  status: PairStatus = 'connecting';
  private readonly isInitiator: boolean;
  private readonly life: string;
  private readonly peerLife: PeerLife;
  private readonly links: Links;
  private readonly state: StateSync;
  private readonly streams = new Streams();
  private readonly monitor = new Monitor();
  private readonly recovery: Recovery;
  private readonly check: PairTimer;
  private readonly ask: PairTimer;
  private isClosed = false;

  constructor(private readonly options: PairOptions) {
    const { clock, random, me, peer } = options;
    const isInitiator = me.sessionId < peer.sessionId;
    const transmit = (signal: Unsigned) => this.transmit(signal);
    this.isInitiator = isInitiator;
    this.life = options.newId();
    this.peerLife = new PeerLife({
      clock,
      isConnected: () => this.status === 'connected',
      onNew: () => this.peerRestarted(),
      onSignal: (signal) => this.received(signal),
    });
    this.check = new PairTimer(clock);
    this.ask = new PairTimer(clock);
    this.state = new StateSync({
      life: this.life,
      clock,
      random,
      transmit,
      onRemote: () => this.remoteChanged(),
    });
    this.links = new Links({
      isInitiator,
      pair: options,
      transmit,
      onLink: (link) => this.linkChanged(link),
      onState: () => this.stateChanged(),
      onNegotiated: () => this.negotiated(),
      onBroken: () => this.recovery.broken(),
    });
    this.recovery = new Recovery({
      isInitiator,
      clock,
      random,
      restart: () => this.restartIce(),
      rebuild: () => this.links.renew(),
    });
    this.start();
  }

  /** The streams that the other side offers and those that it wants; undefined until it has told. */
  get remoteState(): PairState | undefined {
    return this.state.remote;
  }

  /** Directions in which packets have been lost for a while. */
  get loss(): SustainedLoss {
    return this.monitor.loss;
  }

  /** A signal from the other side, in any order and number. */
  receive(signal: VoiceSignal) {
    if (!this.isClosed) this.peerLife.receive(signal);
  }

  /** The track to send in a slot. It is sent while the other side wants it. */
  setTrack(slot: Slot, track: MediaStreamTrack | null) {
    if (!this.streams.setTrack(slot, track)) return;
    const has = (each: Slot) => this.streams.has(each);
    this.state.set({ sends: { audio: has('audio'), camera: has('camera'), screen: has('screen') } });
  }

  /** The wishes for the other side's streams; it stops sending those that aren't wanted. */
  setWants(wants: PairWants) {
    this.state.set({ wants });
    if (this.links.current) this.monitor.accept(this.links.current, wants);
  }

  /** Sends no sound, not even silence, while the person is muted. The state that the other side knows stays. */
  setMuted(isMuted: boolean) {
    this.streams.setMuted(isMuted);
  }

  /** The load that the bitrate of each stream follows. */
  setLoad(load: SendLoad) {
    this.streams.setLoad(load);
  }

  /** Replaces the ICE servers and their credentials; if earlier ones were refused, ICE restarts with the new ones. */
  setIce(config: RTCConfiguration) {
    this.links.setIce(config);
  }

  restartIce() {
    this.links.current?.pc.restartIce();
  }

  /** Builds the connection anew; the other side is asked to do it if it is the initiator. */
  rebuild() {
    if (this.isClosed) return;
    this.recovery.built();
    this.links.renew();
  }

  /** Ends the pauses between retries, such as after the network or the signalling has come back. */
  retryNow() {
    this.state.retryNow();
    this.links.current?.retryNow();
    if (!this.isInitiator && this.status !== 'connected') this.links.ask();
    this.recovery.retryNow();
  }

  /** Loudness of the other side's voice now, 0 to 1. */
  audioLevel(): number {
    const [source] = this.links.current?.transceiver('audio')?.receiver.getSynchronizationSources() ?? [];
    const isFresh = source !== undefined && source.timestamp > this.options.clock.now() - levelMs;
    return isFresh ? (source.audioLevel ?? 0) : 0;
  }

  /** Details of the last seconds; undefined while there is no connection. */
  async stats(): Promise<PairStats | undefined> {
    const link = this.links.current;
    return link && this.status === 'connected' ? this.monitor.stats(link) : undefined;
  }

  close() {
    this.isClosed = true;
    this.peerLife.close();
    this.state.close();
    this.recovery.close();
    this.check.close();
    this.ask.close();
    this.links.close();
  }

  private start() {
    this.state.announce();
    this.checkLater();
    this.recovery.built();
    if (this.isInitiator) this.links.renew();
    else this.ask.set(offerMs, () => this.links.ask());
  }

  private linkChanged(link: PairLink | undefined) {
    this.ask.clear();
    this.recovery.built();
    this.monitor.restart();
    this.streams.attach(link);
    this.updateStatus();
  }

  private received(signal: VoiceSignal) {
    if (signal.kind === 'offer') this.links.receiveOffer(signal);
    else if (signal.kind === 'answer') this.links.receiveAnswer(signal);
    else if (signal.kind === 'candidates') this.links.receiveCandidates(signal);
    else if (signal.kind === 'rebuild') this.links.receiveRebuild(signal);
    else if (signal.kind === 'state') this.state.receive(signal);
    else this.state.received(signal);
  }

  private peerRestarted() {
    this.state.restart();
    this.links.peerRestarted();
  }

  private remoteChanged() {
    if (this.state.remote) this.streams.setWants(this.state.remote.wants);
    this.options.onChange();
  }

  private negotiated() {
    if (this.links.current?.pc.connectionState !== 'connected') this.recovery.restarted();
    this.streams.apply();
  }

  private stateChanged() {
    const link = this.links.current;
    if (link) this.recovery.changed(link.pc.connectionState);
    this.updateStatus();
  }

  private updateStatus() {
    const isConnected = this.links.current?.pc.connectionState === 'connected';
    const lost = this.status === 'connecting' ? 'connecting' : 'recovering';
    const status = isConnected ? 'connected' : lost;
    if (status === this.status) return;
    this.status = status;
    this.options.onChange();
  }

  /** A connection that is closed underneath fires no event, so the state is looked up from time to time. */
  private checkLater() {
    this.check.set(checkMs, () => {
      this.stateChanged();
      void this.measure();
      this.checkLater();
    });
  }

  private async measure() {
    const link = this.links.current;
    if (!link || this.status !== 'connected') return;
    const { incoming, outgoing } = this.loss;
    // A connection that closes meanwhile has nothing to measure.
    const network = await this.monitor.check(link, this.state.wants).catch(() => undefined);
    if (!network || this.isClosed || link !== this.links.current) return;
    this.streams.measured(network);
    if (this.loss.incoming !== incoming || this.loss.outgoing !== outgoing) this.options.onChange();
  }

  private async transmit(signal: Unsigned) {
    if (this.isClosed) return false;
    try {
      await this.options.send({ ...signal, life: this.life });
      return true;
    } catch {
      // Signals that matter are repeated until the other side has answered.
      return false;
    }
  }
}
