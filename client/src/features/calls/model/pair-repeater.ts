import type { PairClock } from './pair-options.js';
import { backoff, PairTimer } from './pair-timer.js';

const bounds = { first: 1_000, max: 8_000 };

/** Sends a signal again and again until it is stopped: at once, then after about 1, 2, 4 and 8 seconds, then every 8 seconds. */
export class Repeater {
  private readonly timer: PairTimer;
  private send: (() => void) | undefined;
  private attempt = 0;

  constructor(
    clock: PairClock,
    private readonly random: () => number,
  ) {
    this.timer = new PairTimer(clock);
  }

  start(send: () => void) {
    this.send = send;
    this.again();
  }

  /** Sends now, if there is still a signal to repeat, and starts over with short delays. */
  again() {
    this.attempt = 0;
    this.fire();
  }

  stop() {
    this.send = undefined;
    this.timer.clear();
  }

  close() {
    this.send = undefined;
    this.timer.close();
  }

  private fire() {
    if (!this.send) return;
    this.timer.set(backoff(this.attempt, { ...bounds, random: this.random }), () => this.fire());
    this.attempt += 1;
    this.send();
  }
}
