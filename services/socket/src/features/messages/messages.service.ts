import { can } from '@maru/contracts/permissions';
import type { ChannelId } from '@maru/contracts/primitives';
import { emptyBody } from '@maru/contracts/socket/message-body';
import type {
  HistoryPage,
  HistoryWindow,
  Message,
  NoteCard,
  SystemMessageKind,
} from '@maru/contracts/socket/messages';
import { AppError } from '@maru/service-kit/app-error';
import { moderatedAt, type AnnouncedConversation, type ConversationAccess } from '../access/conversation.js';
import type { MessageDraft } from './channel-writer.js';
import type { Changed, ChannelWrites, WrittenConversation } from './channel-writes.js';
import { windowRange } from './history.js';
import type { Admission, Edit, MessageGuard } from './message-guard.js';
import type { MessageStore } from './message-store.js';

interface MessagesDeps {
  store: MessageStore;
  writes: ChannelWrites;
  guard: MessageGuard;
  now?: () => Date;
}

interface Announcement {
  userId: string;
  nonce: string;
  system: SystemMessageKind;
  noteCard?: NoteCard;
}

interface Removal {
  userId: string;
  seq: number;
}

/** The message core: stores and announces what callers may write; the caller has checked their access. */
export class MessagesService {
  constructor(private readonly deps: MessagesDeps) {}

  /**
   * Stores a message and announces it; resolves once it is stored. The same author and nonce end in the same message. Throws
   * MESSAGE_TOO_LONG when the author's plan allows less, MESSAGE_BLOCKED when a content rule forbids the text, SLOW_MODE when the author has
   * to wait.
   */
  async send(conversation: ConversationAccess, draft: MessageDraft): Promise<Message> {
    const { guard, writes } = this.deps;
    const admission = await guard.admit(conversation, draft);
    return this.written(admission, () => writes.send(conversation, { ...draft, note: admission.note }));
  }

  /** Stores and announces a system message, which neither content rules nor slow mode concern; a repeated nonce writes nothing. */
  announce(conversation: AnnouncedConversation, { userId, ...draft }: Announcement): Promise<Message> {
    return this.deps.writes.send(conversation, { ...draft, authorId: userId, body: emptyBody });
  }

  /**
   * Replaces the text of the caller's own message. Throws FORBIDDEN for another author's message, MESSAGE_DELETED for a tombstone,
   * MESSAGE_TOO_LONG when it is longer than both the author's plan allows and the text before, MESSAGE_BLOCKED when a content rule forbids the
   * text, SLOW_MODE when it follows too soon after another edit.
   */
  async edit(conversation: ConversationAccess, edit: Edit): Promise<Changed> {
    const { guard, writes } = this.deps;
    const admission = await guard.admitEdit(conversation, edit);
    const changing = { seq: edit.seq, note: admission.note };
    return this.written(admission, () =>
      writes.change(conversation, changing, (current) => {
        const next = this.edited(current, edit);
        if (next !== current) guard.requireEdit(admission, current.body.text);
        return next;
      }),
    );
  }

  /**
   * Replaces a message by a tombstone; a moderator's deletion reaches the audit log through the outbox. Throws FORBIDDEN unless the caller
   * is its author or may manage messages. Idempotent.
   */
  async remove(conversation: ConversationAccess, { userId, seq }: Removal): Promise<Changed> {
    const isManager = can(conversation.permissions, 'manageMessages');
    const note = { kind: 'moderated' as const, ...moderatedAt(conversation), actorId: userId };
    return this.deps.writes.change(conversation, { seq, note }, (current) => {
      const isOwn = current.authorId === userId && !current.system;
      if (!isOwn && !isManager) throw new AppError('FORBIDDEN');
      return this.tombstone(current);
    });
  }

  /** As `remove`, without a caller: for purges. */
  purge(conversation: WrittenConversation, seq: number): Promise<Changed> {
    return this.deps.writes.change(conversation, { seq }, (current) => this.tombstone(current));
  }

  async get(channelId: ChannelId, seq: number): Promise<Message> {
    const found = await this.deps.store.find(channelId, seq);
    if (!found) throw new AppError('NOT_FOUND');
    return found;
  }

  /** A window of history. The head is read first, so that the page is at least as new as its head. */
  async list(channelId: ChannelId, window: HistoryWindow): Promise<HistoryPage> {
    const { lastSeq, changes } = await this.deps.store.readHead(channelId);
    const { from, to } = windowRange(window, lastSeq);
    return { messages: await this.deps.store.range(channelId, from, to), head: { lastSeq, changes } };
  }

  private async written<T>(admission: Admission, write: () => Promise<T>): Promise<T> {
    const { guard } = this.deps;
    let result: T;
    try {
      result = await write();
    } catch (error) {
      await guard.withdraw(admission);
      throw error;
    }
    await guard.confirm(admission);
    return result;
  }

  private edited(current: Message, { userId, text }: Edit): Message {
    if (current.authorId !== userId || current.system) throw new AppError('FORBIDDEN');
    if (current.deletedAt) throw new AppError('MESSAGE_DELETED');
    if (current.body.text === text) return current;
    const body = { ...current.body, text };
    return { ...current, body, editedAt: this.now(), version: current.version + 1 };
  }

  private tombstone(current: Message): Message {
    if (current.deletedAt) return current;
    const { noteCard: _gone, ...kept } = current;
    return { ...kept, body: emptyBody, deletedAt: this.now(), version: current.version + 1 };
  }

  private now(): string {
    return (this.deps.now?.() ?? new Date()).toISOString();
  }
}
