import { setTimeout as delay } from 'node:timers/promises';
import type { OutboxEvent } from '@maru/contracts/internal/events';
import { AppError } from '@maru/service-kit/app-error';
import type { Logger } from '@maru/service-kit/logger';
import type { ChangeLog } from './change-log.js';

interface FollowerDeps {
  log: Logger;
  changes: Pick<ChangeLog, 'lastSeq' | 'after'>;
  /**
   * Applies one entry to this node. When it returns, no outdated access is used any more; the promise, which must not reject, resolves
   * once sockets are moved and told. Entries do not wait for each other's promises.
   */
  apply: (events: readonly OutboxEvent[]) => Promise<void>;
  /** This node has missed changes: all its cached state may be wrong. */
  onGap: () => Promise<void>;
  /** Milliseconds to wait for a wake-up before polling. */
  pollMs?: () => number;
  /** Milliseconds after its last read of the log for which this node counts as current. */
  currentMs?: number;
  /** Milliseconds a caller waits for a log that can't be read. */
  patienceMs?: number;
  now?: () => number;
}

/** Behind by more than this, starting afresh is cheaper than catching up. */
const maxBehind = 500;
const entriesPerRead = 50;

/**
 * Follows the change log with a cursor of this node's own. Nothing but the log decides what has been applied: a wake-up only makes the next
 * look come sooner. A node that was stopped for a while is not current until it has read the log again.
 */
export class ChangeFollower {
  private cursor: number | undefined;
  private confirmedAt = Number.NEGATIVE_INFINITY;
  private running: Promise<void> | undefined;
  private next: Promise<void> | undefined;
  private timer: NodeJS.Timeout | undefined;
  private isStopped = false;
  /** Entries whose sockets are being moved and told, by number. */
  private readonly applying = new Map<number, Promise<void>>();

  constructor(private readonly deps: FollowerDeps) {}

  start(): void {
    void this.look();
  }

  stop(): void {
    this.isStopped = true;
    clearTimeout(this.timer);
  }

  /** Reads the log now, or once more if it is being read already. */
  wake(): Promise<void> {
    if (!this.running) return this.look();
    this.next ??= this.running.then(() => {
      this.next = undefined;
      return this.look();
    });
    return this.next;
  }

  /** True if this node knows every change made until a moment ago. */
  get isCurrent(): boolean {
    return this.now() - this.confirmedAt < (this.deps.currentMs ?? 5_000);
  }

  /** @throws UNAVAILABLE if the log can't be read. */
  async whenCurrent(): Promise<void> {
    if (!this.isCurrent) await this.until(() => this.isCurrent);
  }

  /** Resolves once this node has applied the entry and all before it. Throws UNAVAILABLE when reading the log takes too long. */
  async whenApplied(seq: number): Promise<void> {
    if ((this.cursor ?? -1) < seq) await this.until(() => (this.cursor ?? -1) >= seq);
    await Promise.all([...this.applying].flatMap(([entry, applied]) => (entry <= seq ? [applied] : [])));
  }

  private async until(condition: () => boolean): Promise<void> {
    const end = this.now() + (this.deps.patienceMs ?? 4_000);
    for (;;) {
      await Promise.race([this.wake(), delay(end - this.now(), undefined, { ref: false })]);
      if (condition()) return;
      if (this.now() >= end || this.isStopped) throw new AppError('UNAVAILABLE', { retryAfterMs: 1_000 });
      await delay(20);
    }
  }

  private look(): Promise<void> {
    if (this.isStopped) return Promise.resolve();
    clearTimeout(this.timer);
    this.running ??= this.catchUp()
      .catch((error: unknown) => this.deps.log.error({ err: error }, 'change log not read'))
      .finally(() => {
        this.running = undefined;
        if (this.isStopped) return;
        this.timer = setTimeout(() => void this.look(), this.deps.pollMs?.() ?? 1_000).unref();
      });
    return this.running;
  }

  private async catchUp(): Promise<void> {
    const readAt = this.now();
    const last = await this.deps.changes.lastSeq();
    const from = this.cursor;
    if (from === undefined) this.cursor = last;
    else if (last < from || last - from > maxBehind) await this.startAfresh(last);
    else await this.follow(from, last);
    this.confirmedAt = readAt;
  }

  private async follow(from: number, last: number): Promise<void> {
    let cursor = from;
    while (cursor < last) {
      const entries = await this.deps.changes.after(cursor, entriesPerRead);
      if (entries.length === 0) return this.startAfresh(last);
      for (const { seq, events } of entries) {
        if (seq !== cursor + 1 || !events) return this.startAfresh(Math.max(last, seq));
        const applied = this.deps.apply(events).finally(() => this.applying.delete(seq));
        this.applying.set(seq, applied);
        cursor = seq;
        this.cursor = seq;
      }
    }
  }

  /** The cursor moves only once everything was read anew; until then this node is not current. */
  private async startAfresh(last: number): Promise<void> {
    this.deps.log.warn({ from: this.cursor, to: last }, 'changes were missed; starting afresh');
    await this.deps.onGap();
    this.cursor = last;
  }

  private now(): number {
    return this.deps.now?.() ?? performance.now();
  }
}
