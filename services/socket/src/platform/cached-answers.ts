import { toAppError } from '@maru/service-kit/app-error';
import { LRUCache } from 'lru-cache';

interface CachedAnswersOptions<K, V> {
  /** Maximum number of entries; the least recently used is evicted. */
  max: number;
  /** Maximum bytes of all answers together; requires `bytesOf`. */
  maxBytes?: number;
  bytesOf?: (answer: V) => number;
  ttlMs: number;
  /** Milliseconds for which an expired answer still serves while the source is unreachable. */
  staleMs?: number;
  now?: () => number;
  /** Called with each answer that is kept, whether it is the first for its key or replaces another. */
  onKept?: (key: K, answer: V) => void;
  /** Called when a key is forgotten or evicted, or its source stops answering. */
  onDropped?: (key: K) => void;
}

interface Entry<V> {
  answer: Promise<V>;
  bytes: number;
  expiresAt: number;
  /** The time until which the answer may serve while the source is unreachable; undefined while it is being fetched. */
  usableUntil?: number;
}

const retryAfterMs = 5_000;

/** True if the source is down or hangs, as opposed to refusing the request. */
const isUnreachable = (error: unknown): boolean => toAppError(error).status >= 500;

/**
 * Caches answers by key and asks for each once. Forgetting a key drops its answer, any answer under way and the right to serve a stale one,
 * so none of them outlives the change that invalidated it. Failures are not kept.
 */
export class CachedAnswers<K extends string, V> {
  private readonly entries: LRUCache<K, Entry<V>>;
  /** Set by a failure and cleared by an answer. While it is set, callers get a stale answer without waiting for the source. */
  private isSourceDown = false;

  constructor(private readonly options: CachedAnswersOptions<K, V>) {
    const { max, maxBytes } = options;
    this.entries = new LRUCache({
      max,
      noDisposeOnSet: true,
      dispose: (_entry, key) => options.onDropped?.(key),
      ...(maxBytes ? { maxSize: maxBytes, sizeCalculation: ({ bytes }: Entry<V>) => bytes } : {}),
    });
  }

  get size(): number {
    return this.entries.size;
  }

  /** Bytes of all answers together; 0 without `bytesOf`. */
  get bytes(): number {
    return this.entries.calculatedSize;
  }

  /** Returns the answer unless it has expired. */
  fresh(key: K): Promise<V> | undefined {
    const entry = this.entries.get(key);
    return entry && entry.expiresAt > this.now() ? entry.answer : undefined;
  }

  /** Returns the answer even if it has expired. */
  known(key: K): Promise<V> | undefined {
    return this.entries.get(key)?.answer;
  }

  /** Keeps the answer once it arrives. Resolves with it, or with a stale one while the source is unreachable. */
  put(key: K, answer: Promise<V>): Promise<V> {
    const previous = this.usable(key);
    if (previous && this.isSourceDown) return this.refresh(key, previous, answer);
    const entry: Entry<V> = { answer, bytes: 1, expiresAt: this.now() + this.options.ttlMs };
    entry.answer = answer.then(
      (value) => {
        this.arrived(entry, value);
        if (this.entries.peek(key) !== entry) return value;
        if (this.options.bytesOf) this.entries.set(key, { ...entry });
        this.options.onKept?.(key, value);
        return value;
      },
      (error: unknown) => this.failed(key, { entry, previous, error }),
    );
    this.entries.set(key, entry);
    return entry.answer;
  }

  forget(key: K): void {
    this.entries.delete(key);
  }

  clear(): void {
    this.entries.clear();
  }

  /** Serves the stale answer at once; the new one replaces it unless the key is forgotten in the meantime. */
  private refresh(key: K, stale: Entry<V>, answer: Promise<V>): Promise<V> {
    stale.expiresAt = this.now() + retryAfterMs;
    answer.then(
      (value) => {
        const entry: Entry<V> = { answer, bytes: 1, expiresAt: this.now() + this.options.ttlMs };
        this.arrived(entry, value);
        if (this.entries.peek(key) !== stale) return;
        this.entries.set(key, entry);
        this.options.onKept?.(key, value);
      },
      (error: unknown) => {
        if (!isUnreachable(error) && this.entries.peek(key) === stale) this.entries.delete(key);
      },
    );
    return stale.answer;
  }

  private arrived(entry: Entry<V>, value: V): void {
    this.isSourceDown = false;
    entry.bytes = Math.max(1, this.options.bytesOf?.(value) ?? 1);
    entry.usableUntil = entry.expiresAt + (this.options.staleMs ?? 0);
  }

  private failed(
    key: K,
    { entry, previous, error }: { entry: Entry<V>; previous: Entry<V> | undefined; error: unknown },
  ): Promise<V> {
    if (isUnreachable(error)) this.isSourceDown = true;
    const isCurrent = this.entries.peek(key) === entry;
    if (!isCurrent) throw error;
    if (!previous || !isUnreachable(error)) {
      this.entries.delete(key);
      throw error;
    }
    previous.expiresAt = this.now() + retryAfterMs;
    this.entries.set(key, previous);
    return previous.answer;
  }

  private usable(key: K): Entry<V> | undefined {
    const entry = this.entries.peek(key);
    return entry?.usableUntil !== undefined && entry.usableUntil > this.now() ? entry : undefined;
  }

  private now(): number {
    return this.options.now?.() ?? Date.now();
  }
}
