import type { PairClock } from './pair-options.js';
import { PairTimer } from './pair-timer.js';

/** Does the first piece of work at once, and then the newest one in each interval: the other side must not decide how much this side does. */
export class Pace {
  private at = -Infinity;
  private waiting: (() => void) | undefined;
  private readonly timer: PairTimer;

  constructor(
    private readonly clock: PairClock,
    private readonly ms: number,
  ) {
    this.timer = new PairTimer(clock);
  }

  /** Work would be done at once. */
  get isRested() {
    return this.pause <= 0;
  }

  run(work: () => void) {
    this.waiting = work;
    if (this.isRested) this.fire();
    else if (!this.timer.isSet) this.timer.set(this.pause, () => this.fire());
  }

  /** Forgets the work that waits. */
  clear() {
    this.waiting = undefined;
    this.timer.clear();
  }

  close() {
    this.clear();
    this.timer.close();
  }

  /** A clock that is set back makes no pause longer. */
  private get pause() {
    return Math.min(this.ms, this.at + this.ms - this.clock.now());
  }

  private fire() {
    const work = this.waiting;
    this.clear();
    this.at = this.clock.now();
    work?.();
  }
}
