interface Task {
  at: number;
  order: number;
  run: () => void;
}

/** A clock that jumps from timer to timer. Promises settle between two timers. */
export class VirtualClock {
  private time = 1_000_000;
  private order = 0;
  private tasks = new Map<number, Task>();

  now = () => this.time;

  get timers() {
    return this.tasks.size;
  }

  setTimeout = (run: () => void, ms: number) => {
    this.order += 1;
    this.tasks.set(this.order, { at: this.time + Math.max(0, ms), order: this.order, run });
    return this.order;
  };

  clearTimeout = (timer: unknown) => {
    this.tasks.delete(timer as number);
  };

  async run(ms: number) {
    const end = this.time + ms;
    await this.settle();
    for (let next = this.next(end); next; next = this.next(end)) {
      this.tasks.delete(next.order);
      this.time = next.at;
      next.run();
      await this.settle();
    }
    this.time = end;
  }

  /** Runs until the condition holds; returns the milliseconds that it took, or undefined after the limit. */
  async until(condition: () => boolean, limitMs: number) {
    const start = this.time;
    while (this.time - start < limitMs) {
      if (condition()) return this.time - start;
      await this.run(100);
    }
    return condition() ? limitMs : undefined;
  }

  private next(end: number) {
    let first: Task | undefined;
    for (const task of this.tasks.values()) {
      if (
        task.at <= end &&
        (!first || task.at < first.at || (task.at === first.at && task.order < first.order))
      )
        first = task;
    }
    return first;
  }

  private settle() {
    return new Promise<void>((resolve) => setImmediate(resolve));
  }
}
