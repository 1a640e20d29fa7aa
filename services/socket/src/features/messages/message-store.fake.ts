import type { OutboxEvent } from '@maru/contracts/internal/events';
import type { ChannelId } from '@maru/contracts/primitives';
import type { Message } from '@maru/contracts/socket/messages';
import { emptyHead, type StoredHead } from '../../platform/channel-heads.js';
import type { AppendResult, Appended, MessageStore, Replacement, ReplaceResult } from './message-store.js';

/** The outcome of one call: it works, it fails before it does anything, or it works although its answer is lost. */
export type Fault = 'none' | 'fails' | 'answer-lost';

/** The store in memory, for tests; `nextFault` is asked once per write. */
export class FakeMessageStore implements MessageStore {
  readonly heads = new Map<string, StoredHead>();
  /** Conversations that take messages where `whileOpen` asks for it. */
  readonly open = new Set<string>();
  readonly messages = new Map<string, Message>();
  readonly nonces = new Map<string, number>();
  /** Events in the order of their writes. */
  readonly events: OutboxEvent[] = [];
  appends = 0;

  constructor(private readonly nextFault: () => Fault = () => 'none') {}

  async readHead(channelId: string): Promise<StoredHead> {
    await this.turn();
    return { ...(this.heads.get(channelId) ?? emptyHead) };
  }

  async readHeads(channelIds: readonly ChannelId[]): Promise<Map<ChannelId, StoredHead>> {
    await this.turn();
    return new Map(
      channelIds.flatMap((channelId) => {
        const head = this.heads.get(channelId);
        return head ? [[channelId, { ...head }]] : [];
      }),
    );
  }

  async append(
    channelId: string,
    head: StoredHead,
    { messages, events = [], whileOpen }: Appended,
  ): Promise<AppendResult> {
    return this.write(() => {
      const seqByIndex = new Map<number, number>();
      messages.forEach((message, index) => {
        const seq = this.nonces.get(this.nonceKey(message));
        if (seq !== undefined) seqByIndex.set(index, seq);
      });
      if (seqByIndex.size > 0) return { status: 'seen-before', seqByIndex };
      const stored = this.heads.get(channelId) ?? emptyHead;
      if (whileOpen && !this.open.has(channelId)) return { status: 'refused', reason: 'closed' };
      if (whileOpen && stored.lastSeq + messages.length > whileOpen.maxMessages)
        return { status: 'refused', reason: 'full' };
      if (stored.lastSeq !== head.lastSeq) return { status: 'head-moved' };

      this.appends += 1;
      this.events.push(...events);
      for (const message of messages) {
        this.messages.set(this.key(channelId, message.seq), message);
        this.nonces.set(this.nonceKey(message), message.seq);
      }
      const last = messages.at(-1);
      if (last) {
        const { seq, createdAt } = last;
        this.heads.set(channelId, { ...stored, lastSeq: seq, newestSeq: seq, lastCreatedAt: createdAt });
      }
      return { status: 'written' };
    });
  }

  async replace(
    next: Message,
    head: StoredHead,
    { newestSeq, events = [] }: Replacement,
  ): Promise<ReplaceResult> {
    return this.write(() => {
      const stored = this.heads.get(next.channelId) ?? emptyHead;
      const key = this.key(next.channelId, next.seq);
      const current = this.messages.get(key);
      if (current?.version !== next.version - 1 || current.deletedAt) return 'message-changed';
      if (stored.changes !== head.changes) return 'head-moved';
      const isTombstone = next.deletedAt !== null;
      const needsLastSeq = isTombstone || events.length > 0;
      if (needsLastSeq && stored.lastSeq !== head.lastSeq) return 'head-moved';
      this.events.push(...events);
      this.messages.set(key, next);
      this.heads.set(next.channelId, {
        ...stored,
        changes: stored.changes + 1,
        ...(isTombstone ? { newestSeq } : {}),
      });
      return 'written';
    });
  }

  async find(channelId: string, seq: number): Promise<Message | undefined> {
    await this.turn();
    return this.messages.get(this.key(channelId, seq));
  }

  async isWritten(channelId: string, draft: { authorId: string; nonce: string }): Promise<boolean> {
    await this.turn();
    return this.nonces.has(this.nonceKey({ channelId, ...draft }));
  }

  async range(channelId: string, from: number, to: number): Promise<Message[]> {
    await this.turn();
    return [...this.messages.values()]
      .filter((message) => message.channelId === channelId && message.seq >= from && message.seq <= to)
      .sort((a, b) => a.seq - b.seq);
  }

  private async write<T>(change: () => T): Promise<T> {
    await this.turn();
    const fault = this.nextFault();
    if (fault === 'fails') throw new Error('the store failed');
    const result = change();
    await this.turn();
    if (fault === 'answer-lost') throw new Error('the answer was lost');
    return result;
  }

  /** Yields to other work, as real input or output would. */
  private turn(): Promise<void> {
    return new Promise((resolve) => setImmediate(resolve));
  }

  private key = (channelId: string, seq: number) => `${channelId}#${seq}`;
  private nonceKey = (of: { channelId: string; authorId: string; nonce: string }) =>
    `${of.channelId}#${of.authorId}#${of.nonce}`;
}
