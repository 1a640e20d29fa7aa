import type { ChannelId } from '@maru/contracts/primitives';
import type { MessageBodyInput } from '@maru/contracts/socket/message-body';
import type { Message } from '@maru/contracts/socket/messages';

/** A message that the server has not acknowledged yet. */
export interface OutboxEntry {
  /** Made once; the server stores each nonce once. */
  nonce: string;
  userId: string;
  channelId: ChannelId;
  body: MessageBodyInput;
  createdAt: string;
  /** Order among the entries of this person. */
  position: number;
  state: 'waiting' | 'failed';
  errorCode?: string;
  /** More about the error, where there is more to know. */
  errorDetail?: string;
}

/** The storage in which entries survive a reload; shared by all tabs. */
export interface OutboxStore {
  list(): Promise<OutboxEntry[]>;
  put(entry: OutboxEntry): Promise<void>;
  remove(nonce: string): Promise<void>;
}

export interface OutboxDeps {
  userId: string;
  store: OutboxStore;
  /** Sends one message and resolves with what is stored. */
  send: (entry: OutboxEntry) => Promise<Message>;
  /** Called with each stored message, before its entry is removed. */
  onSent: (message: Message) => void;
  /** The wait before the next try, in milliseconds; undefined: the author has to decide. */
  retryDelayOf: (error: unknown, attempt: number) => number | undefined;
  codeOf: (error: unknown) => string;
  detailOf: (error: unknown) => string | undefined;
  /** Runs `work` for this channel in one tab at a time. */
  inOneTab: (channelId: ChannelId, work: () => Promise<void>) => Promise<void>;
  /** Tells the other tabs that entries have changed. */
  announce: () => void;
  wait: (ms: number) => Promise<void>;
  newNonce: () => string;
}

/**
 * Sends messages in the order in which they were written, one at a time per channel, until each is acknowledged. Entries
 * outlive reloads and crashes; a message may be sent twice, but with its nonce it is stored once.
 */
export class Outbox {
  private entries: readonly OutboxEntry[] = [];
  private readonly listeners = new Set<() => void>();
  private readonly draining = new Set<ChannelId>();
  /** Nonces on their way into the store, and out of it: the store is behind on them. */
  private readonly saving = new Set<string>();
  private readonly removing = new Set<string>();
  private wake: (() => void)[] = [];
  private isStopped = false;
  private lastPosition = 0;

  constructor(private readonly deps: OutboxDeps) {}

  /** All entries of this person in order; the same array until something changes. */
  snapshot = (): readonly OutboxEntry[] => this.entries;

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  };

  /** Reads what an earlier visit or another tab left, and sends it. */
  async load(): Promise<void> {
    await this.readStore();
    this.drainAll();
  }

  /** Queues a message. It is on the screen at once, and safe as soon as the promise resolves. */
  async add(channelId: ChannelId, body: MessageBodyInput): Promise<void> {
    this.lastPosition = Math.max(Date.now(), this.lastPosition + 1);
    const entry: OutboxEntry = {
      nonce: this.deps.newNonce(),
      userId: this.deps.userId,
      channelId,
      body,
      createdAt: new Date().toISOString(),
      position: this.lastPosition,
      state: 'waiting',
    };
    this.set([...this.entries, entry]);
    await this.save(entry);
    this.drain(channelId);
  }

  /** Tries a failed message again, with the same nonce: it may have been stored after all. */
  async retry(nonce: string): Promise<void> {
    const entry = this.find(nonce);
    if (!entry) return;
    await this.update({ ...entry, state: 'waiting', errorCode: undefined, errorDetail: undefined });
    this.drain(entry.channelId);
  }

  async discard(nonce: string): Promise<void> {
    await this.forget(nonce);
  }

  /** The message with this nonce is stored, as another way told us. */
  async confirm(nonce: string): Promise<void> {
    if (this.find(nonce)) await this.forget(nonce);
  }

  /** The connection is back: don't wait any longer. */
  flush(): void {
    for (const wake of this.wake.splice(0)) wake();
    this.drainAll();
  }

  stop(): void {
    this.isStopped = true;
    this.flush();
  }

  private drainAll(): void {
    for (const channelId of new Set(this.entries.map((entry) => entry.channelId))) this.drain(channelId);
  }

  private drain(channelId: ChannelId): void {
    if (this.draining.has(channelId) || this.isStopped) return;
    this.draining.add(channelId);
    this.deps
      .inOneTab(channelId, () => this.sendAll(channelId))
      .catch(() => undefined)
      .finally(() => {
        this.draining.delete(channelId);
        if (this.nextOf(channelId) && !this.isStopped) this.drain(channelId);
      });
  }

  private async sendAll(channelId: ChannelId): Promise<void> {
    // Another tab may have sent some of them while we waited for our turn.
    await this.readStore();
    for (let next = this.nextOf(channelId); next && !this.isStopped; next = this.nextOf(channelId))
      await this.sendOne(next);
  }

  private async sendOne(entry: OutboxEntry): Promise<void> {
    for (let attempt = 0; !this.isStopped && this.find(entry.nonce)?.state === 'waiting'; attempt += 1) {
      try {
        this.deps.onSent(await this.deps.send(entry));
        await this.forget(entry.nonce);
        return;
      } catch (error) {
        const delay = this.deps.retryDelayOf(error, attempt);
        if (delay === undefined)
          return this.update({
            ...entry,
            state: 'failed',
            errorCode: this.deps.codeOf(error),
            errorDetail: this.deps.detailOf(error),
          });
        await this.pause(delay);
      }
    }
  }

  private pause(ms: number): Promise<void> {
    return Promise.race([this.deps.wait(ms), new Promise<void>((resolve) => this.wake.push(resolve))]);
  }

  /** Takes over what the store has, but for what is on its way into or out of it. */
  private async readStore(): Promise<void> {
    const stored = (await this.deps.store.list()).filter((entry) => !this.removing.has(entry.nonce));
    const unsaved = this.entries.filter((entry) => this.saving.has(entry.nonce));
    const others = stored.filter((entry) => !this.saving.has(entry.nonce));
    this.set([...others, ...unsaved].toSorted((a, b) => a.position - b.position));
  }

  private async save(entry: OutboxEntry): Promise<void> {
    this.saving.add(entry.nonce);
    try {
      await this.deps.store.put(entry);
    } finally {
      this.saving.delete(entry.nonce);
    }
    this.deps.announce();
  }

  private nextOf(channelId: ChannelId): OutboxEntry | undefined {
    return this.entries.find((entry) => entry.channelId === channelId && entry.state === 'waiting');
  }

  private find(nonce: string): OutboxEntry | undefined {
    return this.entries.find((entry) => entry.nonce === nonce);
  }

  private async update(entry: OutboxEntry): Promise<void> {
    this.set(this.entries.map((each) => (each.nonce === entry.nonce ? entry : each)));
    await this.save(entry);
  }

  private async forget(nonce: string): Promise<void> {
    this.removing.add(nonce);
    this.set(this.entries.filter((entry) => entry.nonce !== nonce));
    try {
      await this.deps.store.remove(nonce);
    } finally {
      this.removing.delete(nonce);
    }
    this.deps.announce();
  }

  private set(entries: readonly OutboxEntry[]): void {
    this.entries = entries;
    for (const listener of this.listeners) listener();
  }
}
