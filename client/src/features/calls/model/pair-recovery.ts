import type { PairClock } from './pair-options.js';
import { backoff, PairTimer } from './pair-timer.js';

/** A connection that broke off often returns by itself. */
const waitMs = 5_000;
/** The initiator restarts first, so that both sides rarely do it at the same time. */
const politenessMs = 1_500;
const restartMs = 8_000;
const buildMs = 10_000;
/** ICE gets this time after an agreement that came late, as on a device that is busy: a build that starts over would be late again. */
const lateMs = 5_000;
/** Time for the signals that are repeated when the network is back. */
const soonMs = 1_500;
/** Connected for this long, a connection counts as sound: the next fault is the first again. */
const steadyMs = 10_000;
const pause = { first: 500, max: 30_000 };

type Phase = 'idle' | 'building' | 'waiting' | 'restarting';

export interface RecoveryOptions {
  isInitiator: boolean;
  clock: PairClock;
  random(): number;
  restart(): void;
  /** Builds the connection anew, or asks the other side to do it; ends in `built` as soon as there is a new one. */
  rebuild(): void;
}

/**
 * Brings a connection back, for ever: it waits for one that broke off, restarts ICE, and builds it anew if that doesn't help. `idle`: it is
 * connected, or there is nothing to bring back.
 */
export class Recovery {
  private phase: Phase = 'idle';
  private attempt = 0;
  private dueAt = 0;
  private readonly timer: PairTimer;

  constructor(private readonly options: RecoveryOptions) {
    this.timer = new PairTimer(options.clock);
  }

  /** A new connection has been built, or asked for. */
  built() {
    this.enter('building', buildMs + this.pause(), () => this.rebuild());
  }

  /** ICE is being restarted by either side. */
  restarted() {
    if (this.phase === 'building') return this.agreed();
    this.enter('restarting', restartMs + this.pause(), () => this.rebuild());
  }

  changed(state: RTCPeerConnectionState) {
    if (state === 'connected') this.settle();
    else if (state === 'closed') this.broken();
    else if (state === 'failed') this.restartSoon(0);
    else if (state === 'disconnected' || state === 'connecting') this.restartSoon(waitMs);
  }

  /** The connection is of no use: builds it anew, soon or after a while if that has happened before. */
  broken() {
    if (this.phase === 'building' && this.attempt > 0) return;
    this.enter('building', this.attempt === 0 ? 0 : this.pause(), () => this.rebuild());
  }

  /** Ends long pauses, such as after the network has come back. */
  retryNow() {
    this.attempt = 0;
    if (this.phase === 'waiting') this.restart();
    else if (this.phase !== 'idle') this.enter(this.phase, soonMs, () => this.rebuild());
  }

  close() {
    this.timer.close();
  }

  private settle() {
    if (this.phase === 'idle') return;
    this.enter('idle', steadyMs, () => {
      this.attempt = 0;
    });
  }

  private restartSoon(ms: number) {
    const isEarlier = this.phase === 'idle' || (this.phase === 'waiting' && ms === 0);
    if (!isEarlier) return;
    const delay = ms + (this.options.isInitiator ? 0 : politenessMs);
    this.enter('waiting', delay, () => this.restart());
  }

  private agreed() {
    const left = this.dueAt - this.options.clock.now();
    if (left < lateMs) this.enter('building', lateMs, () => this.rebuild());
  }

  private restart() {
    this.options.restart();
    this.restarted();
  }

  private rebuild() {
    this.attempt += 1;
    this.enter('building', buildMs + this.pause(), () => this.rebuild());
    this.options.rebuild();
  }

  private pause() {
    return this.attempt === 0 ? 0 : backoff(this.attempt - 1, { ...pause, random: this.options.random });
  }

  private enter(phase: Phase, ms: number, then: () => void) {
    this.phase = phase;
    this.dueAt = this.options.clock.now() + ms;
    this.timer.set(ms, then);
  }
}
