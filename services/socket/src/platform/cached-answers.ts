interface Entry<V> {
  answer: Promise<V>;
  expiresAt: number;
}

/**
 * Answers by key, each asked for once. Forgetting makes an entry go at once: an answer that was asked for before is then nobody's
 * entry any more, so it can't outlive the change. Failures are not kept.
 */
export class CachedAnswers<K, V> {
  private readonly entries = new Map<K, Entry<V>>();

  constructor(private readonly options: { ttlMs: number; now?: () => number }) {}

  /** The answer that is not yet too old. */
  fresh(key: K): Promise<V> | undefined {
    const entry = this.entries.get(key);
    return entry && entry.expiresAt > this.now() ? entry.answer : undefined;
  }

  /** The answer, however old. */
  known(key: K): Promise<V> | undefined {
    return this.entries.get(key)?.answer;
  }

  put(key: K, answer: Promise<V>): Promise<V> {
    const entry = { answer, expiresAt: this.now() + this.options.ttlMs };
    this.entries.set(key, entry);
    answer.catch(() => {
      if (this.entries.get(key) === entry) this.entries.delete(key);
    });
    return answer;
  }

  forget(key: K): void {
    this.entries.delete(key);
  }

  private now(): number {
    return this.options.now?.() ?? Date.now();
  }
}
