import { can } from '@maru/contracts/permissions';
import type { ChannelId } from '@maru/contracts/primitives';
import { emptyBody } from '@maru/contracts/socket/message-body';
import type { HistoryPage, HistoryWindow, Message, SystemMessageKind } from '@maru/contracts/socket/messages';
import { AppError } from '@maru/service-kit/app-error';
import { serverOf, type AnnouncedConversation, type ConversationAccess } from '../access/conversation.js';
import { stableId } from '../../platform/stable-id.js';
import type { MessageDraft } from './channel-writer.js';
import type { Changed, ChannelWrites, WrittenConversation } from './channel-writes.js';
import { windowRange } from './history.js';
import type { MessageGuard } from './message-guard.js';
import type { MessageStore } from './message-store.js';
import type { ModerationLog } from './moderation-log.js';

interface MessagesDeps {
  store: MessageStore;
  writes: ChannelWrites;
  guard: MessageGuard;
  moderation: Pick<ModerationLog, 'recordMessageDeletion'>;
  now?: () => Date;
}

interface Removal {
  userId: string;
  seq: number;
}

interface Edit extends Removal {
  text: string;
}

/** The message core: who may, comes from the caller; what is stored and told, is decided here. */
export class MessagesService {
  constructor(private readonly deps: MessagesDeps) {}

  /**
   * Stores a message and tells the channel; resolves once it is stored. The same nonce ends in the same message. MESSAGE_BLOCKED for
   * what the server does not want, SLOW_MODE for what comes too soon.
   */
  async send(channel: ConversationAccess, draft: MessageDraft): Promise<Message> {
    if (!channel.takesMessages) throw new AppError('CHANNEL_NOT_TEXT');
    return this.deps.guard.send(channel, draft, () => this.deps.writes.send(channel, draft));
  }

  /** Stores a system message and tells the channel, past the rules for people; the same nonce ends in the same message. */
  async announce(
    channel: AnnouncedConversation,
    { userId, nonce, system }: { userId: string; nonce: string; system: SystemMessageKind },
  ): Promise<void> {
    await this.deps.writes.send(channel, { authorId: userId, nonce, body: emptyBody, system });
  }

  /**
   * Replaces the text of one's own message. FORBIDDEN for others, MESSAGE_DELETED for tombstones, MESSAGE_BLOCKED for what the server
   * does not want, SLOW_MODE for what comes too soon after another edit.
   */
  async edit(channel: ConversationAccess, edit: Edit): Promise<Changed> {
    return this.deps.guard.edit(channel, edit, (admit) => this.replace(channel, edit, admit));
  }

  /** Leaves a tombstone in the message's place: by its author, or by who may manage messages. Repeats change nothing. */
  async remove(channel: ConversationAccess, removal: Removal): Promise<Changed> {
    if (can(channel.permissions, 'manageMessages')) await this.recordDeletion(channel, removal);
    return this.deps.writes.change(channel, removal.seq, (current) => {
      const isOwn = current.authorId === removal.userId && !current.system;
      const isAllowed = isOwn || can(channel.permissions, 'manageMessages');
      if (!isAllowed) throw new AppError('FORBIDDEN');
      return this.tombstone(current);
    });
  }

  /** The same without asking anybody: for the service itself. */
  purge(channel: WrittenConversation, seq: number): Promise<Changed> {
    return this.deps.writes.change(channel, seq, (current) => this.tombstone(current));
  }

  async get(channelId: ChannelId, seq: number): Promise<Message> {
    const found = await this.deps.store.find(channelId, seq);
    if (!found) throw new AppError('NOT_FOUND');
    return found;
  }

  /** A window of history. The head is read first, so the page is at least as new as it says. */
  async list(channelId: ChannelId, window: HistoryWindow): Promise<HistoryPage> {
    const { lastSeq, changes } = await this.deps.store.readHead(channelId);
    const { from, to } = windowRange(window, lastSeq);
    return { messages: await this.deps.store.range(channelId, from, to), head: { lastSeq, changes } };
  }

  private replace(channel: ConversationAccess, edit: Edit, admit: () => void): Promise<Changed> {
    return this.deps.writes.change(channel, edit.seq, (current) => {
      if (current.authorId !== edit.userId || current.system) throw new AppError('FORBIDDEN');
      if (current.deletedAt) throw new AppError('MESSAGE_DELETED');
      if (current.body.text === edit.text) return current;
      admit();
      const body = { ...current.body, text: edit.text };
      return { ...current, body, editedAt: this.now(), version: current.version + 1 };
    });
  }

  private tombstone(current: Message): Message {
    if (current.deletedAt) return current;
    return { ...current, body: emptyBody, deletedAt: this.now(), version: current.version + 1 };
  }

  /** Before it is done, so that nobody's message goes without a trace; the id makes a repeat the same entry. */
  private async recordDeletion(conversation: ConversationAccess, { userId, seq }: Removal): Promise<void> {
    const { store, moderation } = this.deps;
    const { channelId } = conversation;
    const message = await store.find(channelId, seq);
    if (!message || message.deletedAt || message.authorId === userId) return;
    const entryId = stableId('deleted', channelId, seq, userId);
    const deletion = { entryId, actorId: userId, authorId: message.authorId, channelId, seq };
    await moderation.recordMessageDeletion(serverOf(conversation), deletion);
  }

  private now(): string {
    return (this.deps.now?.() ?? new Date()).toISOString();
  }
}
