import { isSameList, type MemberList } from './member-list.js';

interface LiveListDeps {
  compute: () => Promise<MemberList>;
  onChanged: (list: MemberList) => void;
  onFailed: (error: unknown) => void;
  /** Minimum milliseconds between two computations. */
  intervalMs: number;
}

/** The list of one watched channel, computed at the first request and again after changes. */
export class LiveList {
  private list: Promise<MemberList>;
  private computedAt = Date.now();
  private timer: NodeJS.Timeout | undefined;
  private isStale = false;
  private isStopped = false;

  constructor(private readonly deps: LiveListDeps) {
    this.list = deps.compute();
    // The caller that awaits `current` gets the error.
    this.list.catch(() => undefined);
  }

  /** @throws UNAVAILABLE if it could not be computed yet. */
  get current(): Promise<MemberList> {
    return this.list;
  }

  changed(): void {
    this.isStale = true;
    this.schedule();
  }

  stop(): void {
    this.isStopped = true;
    clearTimeout(this.timer);
  }

  private schedule(): void {
    if (this.isStopped || !this.isStale) return;
    const wait = Math.max(0, this.computedAt + this.deps.intervalMs - Date.now());
    this.timer ??= setTimeout(() => void this.renew(), wait).unref();
  }

  private async renew(): Promise<void> {
    // A change from now on may be too late for this computation.
    this.isStale = false;
    this.computedAt = Date.now();
    try {
      const [before, now] = await Promise.all([this.list.catch(() => undefined), this.deps.compute()]);
      this.list = Promise.resolve(now);
      if (!this.isStopped && !(before && isSameList(before, now))) this.deps.onChanged(now);
    } catch (error) {
      this.deps.onFailed(error);
      this.isStale = true;
    }
    this.timer = undefined;
    this.schedule();
  }
}
