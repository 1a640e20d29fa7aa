import type { ChangeLog, DeliveredEvent, LogEntry } from './change-log.js';

/** A change log in memory. */
export class FakeChangeLog implements ChangeLog {
  entries: LogEntry[] = [];
  private readonly taken = new Set<string>();
  private last = 0;

  async append(events: readonly DeliveredEvent[]): Promise<number> {
    const unique = [...new Map(events.map((each) => [each.id, each])).values()];
    const fresh = unique.filter(({ id }) => !this.taken.has(id));
    if (fresh.length === 0) return this.last;
    for (const { id } of fresh) this.taken.add(id);
    this.last += 1;
    this.entries.push({ seq: this.last, events: fresh.map(({ event }) => event) });
    return this.last;
  }

  async lastSeq(): Promise<number> {
    return this.last;
  }

  async after(seq: number, limit: number): Promise<LogEntry[]> {
    return this.entries.filter((entry) => entry.seq > seq).slice(0, limit);
  }

  /** As time does: the oldest entries go, the numbers stay. */
  expire(count: number): void {
    this.entries = this.entries.slice(count);
  }
}
