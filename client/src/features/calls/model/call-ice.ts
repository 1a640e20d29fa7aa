import type { IceAccess } from '@maru/contracts/socket/voice';
import type { PairClock } from './pair-options.js';
import { backoff, PairTimer } from './pair-timer.js';

interface CallIceOptions {
  clock: PairClock;
  random: () => number;
  isRelayOnly: () => boolean;
  fetch: () => Promise<{ ice: IceAccess }>;
  onChange: (config: RTCConfiguration) => void;
}

const usedShare = 0.8;
/** Refusals by several pairs share one renewal, and one that repeats doesn't flood the server. */
const leastMs = 5_000;

/** The ICE servers of a call. Their credentials are renewed before they expire. */
export class CallIce {
  private access: IceAccess | undefined;
  private isFetching = false;
  private setAt = -Infinity;
  private failures = 0;
  private readonly timer: PairTimer;

  constructor(private readonly options: CallIceOptions) {
    this.timer = new PairTimer(options.clock);
  }

  config(): RTCConfiguration {
    return {
      iceServers: this.access?.servers ?? [],
      iceTransportPolicy: this.options.isRelayOnly() ? 'relay' : 'all',
    };
  }

  /** Addresses are hidden, but nothing relays: no member can be reached. */
  get lacksRelay() {
    return this.access?.hasRelay === false && this.options.isRelayOnly();
  }

  set(access: IceAccess) {
    this.access = access;
    this.failures = 0;
    this.setAt = this.options.clock.now();
    if (access.expiresInMs === null) this.timer.clear();
    else this.timer.set(Math.min(access.expiresInMs * usedShare, 2 ** 31 - 1), () => void this.renew());
    this.options.onChange(this.config());
  }

  /** A relay refused the credentials. */
  refused() {
    const age = this.options.clock.now() - this.setAt;
    if (age >= leastMs) void this.renew();
    else this.timer.set(leastMs - age, () => void this.renew());
  }

  close() {
    this.timer.close();
  }

  private async renew() {
    if (this.isFetching) return;
    this.isFetching = true;
    try {
      const { ice } = await this.options.fetch();
      this.set(ice);
    } catch {
      const pause = backoff(this.failures++, { first: 1_000, max: 30_000, random: this.options.random });
      this.timer.set(pause, () => void this.renew());
    } finally {
      this.isFetching = false;
    }
  }
}
