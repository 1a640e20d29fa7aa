import type { ChannelId } from '@maru/contracts/primitives';
import type { MessageBody } from '@maru/contracts/socket/message-body';
import type { Message, NoteCard, SystemMessageKind } from '@maru/contracts/socket/messages';
import { AppError } from '@maru/service-kit/app-error';
import { bounds } from '../../config/bounds.js';
import type { StoredHead } from '../../platform/channel-heads.js';
import { untilWritten, type WriteBackoff } from '../../platform/until-written.js';
import { itemsPerMessage, maxItems, type Appended, type MessageStore } from './message-store.js';
import { findNewestBefore } from './newest-message.js';
import { eventsOf, type WriteNote } from './write-note.js';

/** A message to write. */
export interface MessageDraft {
  authorId: string;
  nonce: string;
  body: MessageBody;
  system?: SystemMessageKind;
  noteCard?: NoteCard;
  note?: WriteNote;
}

/** Returns the next version of a message, the message itself to leave it as it is, or throws to refuse the change. */
export type Revise = (current: Message) => Message;

export interface ChannelWriterDeps {
  store: MessageStore;
  /** Called with messages once they are stored, in ascending order; may be called again for a stored message. */
  onCreated: (messages: Message[], head: StoredHead) => void;
  onChanged: (message: Message, head: StoredHead) => void;
  /** Set if the conversation is opened and closed. */
  whileOpen?: Appended['whileOpen'];
  now?: () => Date;
  backoff?: WriteBackoff;
}

interface PendingSend {
  kind: 'send';
  draft: MessageDraft;
  resolve: (message: Message) => void;
  reject: (error: unknown) => void;
}

interface PendingChange {
  kind: 'change';
  seq: number;
  revise: Revise;
  note: WriteNote | undefined;
  resolve: (result: { message: Message; changes: number }) => void;
  reject: (error: unknown) => void;
}

/** DynamoDB's bound is 4 MB per transaction; Hangul takes three bytes a character and keys some more. */
const maxBatchCharacters = 500_000;

const refusals = {
  closed: () => new AppError('NOTE_ENDED'),
  full: () => new AppError('NOTE_FULL'),
} as const;

const lengthOf = ({ body }: MessageDraft): number => JSON.stringify(body).length;

/**
 * Writes the messages of one channel, one transaction at a time: drafts that arrive meanwhile go together in the next one. Numbers
 * are consecutive and every nonce is written once, on however many nodes writers of this channel run: the store's conditions
 * decide, this class only retries. It retries after an unknown outcome too, which the nonces make safe.
 */
export class ChannelWriter {
  private readonly queue: (PendingSend | PendingChange)[] = [];
  private readonly sending = new Map<string, Promise<Message>>();
  private head: StoredHead | undefined;
  private isDraining = false;

  constructor(
    private readonly channelId: ChannelId,
    private readonly deps: ChannelWriterDeps,
  ) {}

  get isIdle(): boolean {
    return !this.isDraining && this.queue.length === 0;
  }

  /** Resolves with the stored message; the same author and nonce end in the same message. */
  send(draft: MessageDraft): Promise<Message> {
    const key = `${draft.authorId}#${draft.nonce}`;
    const known = this.sending.get(key);
    if (known) return known;
    const sent = new Promise<Message>((resolve, reject) =>
      this.enqueue({ kind: 'send', draft, resolve, reject }),
    );
    this.sending.set(key, sent);
    const forget = () => void this.sending.delete(key);
    sent.then(forget, forget);
    return sent;
  }

  /** Resolves with the message as `revise` leaves it. */
  change(seq: number, revise: Revise, note?: WriteNote): Promise<{ message: Message; changes: number }> {
    return new Promise((resolve, reject) =>
      this.enqueue({ kind: 'change', seq, revise, note, resolve, reject }),
    );
  }

  private enqueue(pending: PendingSend | PendingChange): void {
    // While the store hangs, clients keep their messages and try again.
    if (this.queue.length >= bounds.queuedWrites)
      return pending.reject(new AppError('UNAVAILABLE', { retryAfterMs: 2_000 }));
    this.queue.push(pending);
    if (!this.isDraining) void this.drain();
  }

  private async drain(): Promise<void> {
    this.isDraining = true;
    while (this.queue.length > 0) {
      const batch = this.takeSends();
      if (batch.length > 0) await this.writeSends(batch);
      else await this.writeNextChange();
    }
    this.isDraining = false;
  }

  private takeSends(): PendingSend[] {
    const batch: PendingSend[] = [];
    let [characters, items] = [0, 0];
    for (let next = this.queue[0]; next?.kind === 'send'; next = this.queue[0]) {
      // A note becomes an event that repeats the text.
      const copies = next.draft.note ? 2 : 1;
      characters += copies * lengthOf(next.draft);
      items += itemsPerMessage + copies - 1;
      if (items > maxItems || (batch.length > 0 && characters > maxBatchCharacters)) break;
      batch.push(next);
      this.queue.shift();
    }
    return batch;
  }

  private async writeSends(batch: PendingSend[]): Promise<void> {
    let waiting = batch;
    try {
      await this.retrying(async () => {
        const head = await this.currentHead();
        const messages = this.number(waiting, head);
        const events = messages.flatMap((each, index) => eventsOf(waiting[index]?.draft.note, each));
        const result = await this.deps.store.append(this.channelId, head, {
          messages,
          events,
          whileOpen: this.deps.whileOpen,
        });
        if (result.status === 'head-moved') return false;
        if (result.status === 'refused') {
          if (result.reason !== 'full' || waiting.length === 1) throw refusals[result.reason]();
          // Some of them still fit.
          for (const each of waiting) await this.writeSends([each]);
          return true;
        }
        if (result.status === 'seen-before') {
          await this.settleSeen(waiting, result.seqByIndex);
          waiting = waiting.filter((_pending, index) => !result.seqByIndex.has(index));
          return waiting.length === 0;
        }
        this.settleWritten(waiting, messages);
        return true;
      });
    } catch (error) {
      for (const pending of waiting) pending.reject(error);
    }
  }

  private async writeNextChange(): Promise<void> {
    const pending = this.queue.shift();
    if (pending?.kind !== 'change') return;
    try {
      await this.retrying(async () => {
        const head = await this.currentHead();
        const current = await this.deps.store.find(this.channelId, pending.seq);
        if (!current) throw new AppError('NOT_FOUND');
        const next = pending.revise(current);
        let after = head;
        if (next !== current) {
          const newestSeq = await this.newestAfter(next, head);
          const events = eventsOf(pending.note, next);
          const result = await this.deps.store.replace(next, head, { newestSeq, events });
          if (result !== 'written') return false;
          after = { ...head, changes: head.changes + 1, newestSeq };
          this.head = after;
        }
        // Announced even when nothing changed: an earlier attempt may have been written although its answer was lost.
        this.deps.onChanged(next, after);
        pending.resolve({ message: next, changes: after.changes });
        return true;
      });
    } catch (error) {
      pending.reject(error);
    }
  }

  /** The newest message that is not a tombstone, once `next` has replaced the version before it. */
  private async newestAfter(next: Message, head: StoredHead): Promise<number> {
    const isNewestDeleted = next.deletedAt !== null && next.seq === head.newestSeq;
    return isNewestDeleted ? findNewestBefore(this.deps.store, this.channelId, next.seq) : head.newestSeq;
  }

  /** Runs `attempt` until it resolves with true; forgets the head before each retry. */
  private retrying(attempt: () => Promise<boolean>): Promise<void> {
    let isFirst = true;
    return untilWritten(() => {
      if (!isFirst) this.head = undefined;
      isFirst = false;
      return attempt();
    }, this.deps.backoff);
  }

  private async currentHead(): Promise<StoredHead> {
    this.head ??= await this.deps.store.readHead(this.channelId);
    return this.head;
  }

  private number(batch: readonly PendingSend[], head: StoredHead): Message[] {
    const now = (this.deps.now?.() ?? new Date()).toISOString();
    const createdAt = now > head.lastCreatedAt ? now : head.lastCreatedAt;
    return batch.map(({ draft }, index) => ({
      channelId: this.channelId,
      seq: head.lastSeq + 1 + index,
      nonce: draft.nonce,
      authorId: draft.authorId,
      body: draft.body,
      createdAt,
      editedAt: null,
      deletedAt: null,
      version: 1,
      ...(draft.system ? { system: draft.system } : {}),
      ...(draft.noteCard ? { noteCard: draft.noteCard } : {}),
    }));
  }

  private settleWritten(batch: readonly PendingSend[], messages: Message[]): void {
    const last = messages.at(-1);
    if (!last || !this.head) return;
    this.head = { ...this.head, lastSeq: last.seq, newestSeq: last.seq, lastCreatedAt: last.createdAt };
    this.deps.onCreated(messages, this.head);
    batch.forEach((pending, index) => {
      const written = messages[index];
      if (written) pending.resolve(written);
    });
  }

  /**
   * Answers repeats with the stored messages, and announces these again: the node that wrote them may have died before it could.
   * Clients ignore a message that they have.
   */
  private async settleSeen(batch: readonly PendingSend[], seqByIndex: Map<number, number>): Promise<void> {
    const head = await this.deps.store.readHead(this.channelId);
    const seen = [...seqByIndex].sort(([, one], [, other]) => one - other);
    const messages = await Promise.all(seen.map(([, seq]) => this.deps.store.find(this.channelId, seq)));
    seen.forEach(([index, seq], position) => {
      const stored = messages[position];
      if (!stored) throw new Error(`message ${seq} of a known nonce is missing`);
      this.deps.onCreated([stored], head);
      batch[index]?.resolve(stored);
    });
  }
}
