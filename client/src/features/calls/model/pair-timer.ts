import type { PairClock } from './pair-options.js';

/** A single timer: setting it anew replaces the earlier one. After `close` it does nothing. */
export class PairTimer {
  private timer: unknown;
  private isClosed = false;

  constructor(private readonly clock: PairClock) {}

  get isSet() {
    return this.timer !== undefined;
  }

  set(ms: number, run: () => void) {
    this.clear();
    if (this.isClosed) return;
    this.timer = this.clock.setTimeout(() => {
      this.timer = undefined;
      run();
    }, ms);
  }

  clear() {
    if (this.timer !== undefined) this.clock.clearTimeout(this.timer);
    this.timer = undefined;
  }

  close() {
    this.isClosed = true;
    this.clear();
  }
}

/** Returns a delay that doubles with each attempt up to the maximum, ±25 % so that many pairs don't act at once. */
export const backoff = (attempt: number, bounds: { first: number; max: number; random: () => number }) =>
  Math.min(bounds.first * 2 ** Math.min(attempt, 16), bounds.max) * (0.75 + bounds.random() / 2);
