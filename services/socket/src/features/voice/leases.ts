import { limits } from '@maru/contracts/limits';
import type { StoredMember } from './room.js';

/** Leases that ended longer ago get no extension: those members have gone. */
const outageMs = 60_000;

/**
 * Decides which leases count. After a time in which this node could not renew leases or see them renewed (before its start, while it hung,
 * while the store failed), each of them runs once more, so that an outage costs no member their place.
 */
export class Leases {
  private extendedAt: number;

  constructor(
    private readonly leaseMs: number = limits.voice.leaseMs,
    private readonly now: () => number = Date.now,
  ) {
    this.extendedAt = now();
  }

  /** The end of a lease that begins now. */
  end(): number {
    return this.now() + this.leaseMs;
  }

  /** Returns false if the lease of the member has ended. */
  isLive = ({ until }: Pick<StoredMember, 'until'>): boolean => {
    const now = this.now();
    return until > now || (now < this.extendedAt + this.leaseMs && until > this.extendedAt - outageMs);
  };

  /** Extends all leases: this node could not keep them up. */
  interrupted(): void {
    this.extendedAt = this.now();
  }

  /** Does work on stored leases; while it takes long, and if it fails, no lease ends. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    const timer = setInterval(() => this.interrupted(), this.leaseMs / 4);
    try {
      return await work();
    } catch (error) {
      this.interrupted();
      throw error;
    } finally {
      clearInterval(timer);
    }
  }

  /** Extends all leases if this node has hung: renewals may wait in its queues. `pausedMs` is the time since its last look at them. */
  paused(pausedMs: number): void {
    if (pausedMs > this.leaseMs / 2) this.interrupted();
  }
}
