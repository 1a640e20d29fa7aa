import { AppError } from '@maru/service-kit/app-error';

/** Counts the sockets that each person has on this node, from the handshake on: a check and its count are one step. */
export class SocketSlots {
  private readonly taken = new Map<string, number>();

  constructor(private readonly max: number) {}

  /** People with at least one socket: as many as there are connections at most. */
  get people(): number {
    return this.taken.size;
  }

  /** Throws RATE_LIMITED when the person has `max` sockets; returns how to free the slot, which works once. */
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
