interface Queue {
  /** Resolves once everything that was added so far is done. */
  tail: Promise<void>;
  waiting: number;
}

/**
 * Work in queues by key: within one key in the order of its arrival, while keys do not wait for each other. A queue lives while it has
 * something to do.
 */
export class ChangeQueues {
  private readonly queues = new Map<string, Queue>();

  constructor(private readonly maxPerKey: number) {}

  /** The number of keys that have something to do. */
  get size(): number {
    return this.queues.size;
  }

  /** Resolves once the work, which must not reject, is done; returns undefined without taking it when too much waits already. */
  add(key: string, work: () => Promise<void>): Promise<void> | undefined {
    const queue = this.queues.get(key) ?? { tail: Promise.resolve(), waiting: 0 };
    if (queue.waiting >= this.maxPerKey) return undefined;
    queue.waiting += 1;
    queue.tail = queue.tail.then(work).then(() => {
      queue.waiting -= 1;
      if (queue.waiting === 0) this.queues.delete(key);
    });
    this.queues.set(key, queue);
    return queue.tail;
  }
}
