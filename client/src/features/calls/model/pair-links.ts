import type { VoiceSignal } from '@maru/contracts/socket/voice-signal';
import { UnclaimedCandidates } from './pair-candidates.js';
import { PairLink } from './pair-link.js';
import type { PairOptions, Transmit } from './pair-options.js';
import { Pace } from './pair-pace.js';
import { slots } from './slots.js';

type Signal<Kind> = Extract<VoiceSignal, { kind: Kind }>;

const betweenBuildsMs = 2_000;
const betweenRepliesMs = 250;
const betweenRefusalsMs = 10_000;

/** Each media section costs the browser memory and work. */
const hasTooManySections = ({ sdp }: { sdp: string }) => (sdp.match(/^m=/gm)?.length ?? 0) > slots.length;

interface LinksOptions {
  isInitiator: boolean;
  pair: PairOptions;
  transmit: Transmit;
  /** Another connection is in use now; its `link` is undefined if the browser can't make one. */
  onLink(link: PairLink | undefined): void;
  onState(): void;
  onNegotiated(): void;
  onBroken(): void;
}

/** The connections of a pair, of which the newest is in use. The initiator makes them; the other side follows its offers. */
export class Links {
  current: PairLink | undefined;
  private ice: RTCConfiguration;
  private readonly unclaimed = new UnclaimedCandidates();
  private offers = 0;
  private newestOffer = -1;
  /** Waits for its turn on the connection that is in use. */
  private waiting: Signal<'offer'> | undefined;
  private readonly builds: Pace;
  private readonly replies: Pace;
  private readonly retries: Pace;
  private refusedAt: number | undefined;

  constructor(private readonly options: LinksOptions) {
    const { clock, ice } = options.pair;
    this.ice = ice;
    this.builds = new Pace(clock, betweenBuildsMs);
    this.replies = new Pace(clock, betweenRepliesMs);
    this.retries = new Pace(clock, betweenRepliesMs);
  }

  /** Makes a new connection as soon as the latest one is old enough, or asks the initiator for one. */
  renew() {
    if (!this.options.isInitiator) return this.ask();
    this.builds.run(() => this.use(this.options.pair.newId()));
  }

  /** Asks the initiator for a connection. It sends its offer again if it has made one that this side doesn't know. */
  ask() {
    void this.options.transmit({ kind: 'rebuild', connection: this.current?.connection ?? null });
  }

  receiveOffer(signal: Signal<'offer'>) {
    if (hasTooManySections(signal)) return;
    const isKnown = this.options.isInitiator || signal.connection === this.current?.connection;
    if (isKnown) this.follow(signal);
    else if (signal.n > this.newestOffer) this.adopt(signal);
  }

  receiveAnswer(signal: Signal<'answer'>) {
    if (!hasTooManySections(signal)) this.find(signal)?.receiveAnswer(signal);
  }

  receiveCandidates(signal: Signal<'candidates'>) {
    const link = this.find(signal);
    if (link) link.receiveCandidates(signal.candidates);
    else if (!this.options.isInitiator) this.unclaimed.put(signal);
  }

  receiveRebuild({ connection }: Signal<'rebuild'>) {
    if (!this.options.isInitiator) return;
    const isUseless = this.current === undefined || connection === this.current.connection;
    if (isUseless && this.builds.isRested) this.renew();
    else this.retries.run(() => this.current?.retryNow());
  }

  /** The other side has reloaded: the connection that it had is gone. */
  peerRestarted() {
    this.newestOffer = -1;
    this.waiting = undefined;
    this.replies.clear();
    if (!this.options.isInitiator) return this.builds.clear();
    if (this.current?.isAnswered) this.renew();
    else this.current?.retryNow();
  }

  /** New credentials restart ICE if the earlier ones were refused. */
  setIce(config: RTCConfiguration) {
    this.ice = config;
    try {
      this.current?.pc.setConfiguration(this.configuration());
    } catch {
      // Closed underneath: the next connection gets the new configuration.
    }
    if (this.refusedAt !== undefined) this.current?.pc.restartIce();
    this.refusedAt = undefined;
  }

  close() {
    for (const pace of [this.builds, this.replies, this.retries]) pace.close();
    this.current?.close();
  }

  /** An offer of another connection than the one in use. */
  private adopt(signal: Signal<'offer'>) {
    this.newestOffer = signal.n;
    this.builds.run(() => {
      this.use(signal.connection);
      this.current?.receiveOffer(signal);
    });
  }

  private follow(signal: Signal<'offer'>) {
    if (this.waiting && signal.n < this.waiting.n) return;
    this.waiting = signal;
    this.replies.run(() => {
      this.waiting = undefined;
      this.find(signal)?.receiveOffer(signal);
    });
  }

  private use(connection: string) {
    this.current?.close();
    this.current = this.create(connection);
    this.current?.receiveCandidates(this.unclaimed.take(connection));
    this.options.onLink(this.current);
  }

  private create(connection: string): PairLink | undefined {
    const { isInitiator, transmit, onState, onNegotiated, onBroken } = this.options;
    const { clock, random, createStream, createConnection, onTrack } = this.options.pair;
    const nextN = () => ++this.offers;
    const onIceRefused = () => this.iceRefused();
    const events = { onState, onTrack, onNegotiated, onBroken, onIceRefused };
    try {
      const pc = createConnection(this.configuration());
      return new PairLink({
        connection,
        isInitiator,
        pc,
        clock,
        random,
        transmit,
        createStream,
        nextN,
        ...events,
      });
    } catch {
      // The browser has too many connections: the recovery tries again.
      return undefined;
    }
  }

  private configuration(): RTCConfiguration {
    return { ...this.ice, bundlePolicy: 'max-bundle' };
  }

  private find({ connection }: { connection: string }) {
    return this.current?.connection === connection ? this.current : undefined;
  }

  private iceRefused() {
    const now = this.options.pair.clock.now();
    if (this.refusedAt !== undefined && now - this.refusedAt < betweenRefusalsMs) return;
    this.refusedAt = now;
    this.options.pair.onIceRefused();
  }
}
