import type { ServerResponse } from 'node:http';
import { AppError } from '../app-error.js';

/** Concurrent uploads per node, and per caller. */
export const concurrentUploads = { perNode: 6, perPerson: 2 };

interface UploadGateOptions {
  perNode?: number;
  perPerson?: number;
}

/** Bounds the memory of uploads: each may hold its bytes and the decoded picture. */
export class UploadGate {
  private readonly uploading = new Map<string, number>();
  private all = 0;

  constructor(private readonly max: UploadGateOptions = {}) {}

  /**
   * Takes a slot until the response is sent or the connection ends. @throws RATE_LIMITED if no slot is free; UNAVAILABLE if the
   * connection has already ended, because its slot would never be released.
   */
  enter(userId: string, res: Pick<ServerResponse, 'once' | 'closed'>): void {
    if (res.closed) throw new AppError('UNAVAILABLE');
    const { perNode = concurrentUploads.perNode, perPerson = concurrentUploads.perPerson } = this.max;
    const own = this.uploading.get(userId) ?? 0;
    if (this.all >= perNode || own >= perPerson) throw new AppError('RATE_LIMITED', { retryAfterMs: 2_000 });
    this.all += 1;
    this.uploading.set(userId, own + 1);
    res.once('close', () => this.leave(userId));
  }

  private leave(userId: string): void {
    this.all -= 1;
    const left = (this.uploading.get(userId) ?? 1) - 1;
    if (left > 0) this.uploading.set(userId, left);
    else this.uploading.delete(userId);
  }
}
