import { AppError } from '@maru/service-kit/app-error';

/**
 * Counts each person's sockets on this node from the handshake on. Check and count are one step, so concurrent handshakes can't exceed the
 * maximum.
 */
export class SocketSlots {
  private readonly taken = new Map<string, number>();

  constructor(private readonly max: number) {}

  /** People with at least one socket; bounded by the number of connections. */
  get people(): number {
    return this.taken.size;
  }

  /** Returns the function that frees the slot, once. @throws RATE_LIMITED if the person has `max` sockets. */
  take(userId: string): () => void {
    const count = this.taken.get(userId) ?? 0;
    if (count >= this.max) throw new AppError('RATE_LIMITED', { retryAfterMs: 10_000 });
    this.taken.set(userId, count + 1);
    let isTaken = true;
    return () => {
      if (!isTaken) return;
      isTaken = false;
      const left = (this.taken.get(userId) ?? 1) - 1;
      if (left > 0) this.taken.set(userId, left);
      else this.taken.delete(userId);
    };
  }
}
