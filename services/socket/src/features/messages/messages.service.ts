import { can } from '@maru/contracts/permissions';
import type { ChannelId } from '@maru/contracts/primitives';
import type { HistoryPage, HistoryWindow, Message, SystemMessageKind } from '@maru/contracts/socket/messages';
import { AppError } from '@maru/service-kit/app-error';
import type { ChannelAccess } from '../../platform/access-cache.js';
import { stableId } from '../../platform/stable-id.js';
import { ChannelWriter, type ChannelWriterDeps, type MessageDraft } from './channel-writer.js';
import { windowRange } from './history.js';
import type { MessageGuard } from './message-guard.js';
import type { MessageStore, StoredHead } from './message-store.js';
import type { ModerationLog } from './moderation-log.js';

/** A channel with its audience, as who wrote saw it last. */
export type ToldChannel = Pick<ChannelAccess, 'channelId' | 'serverId' | 'audience'>;

/** Where stored messages are announced; `channel` says whom it concerns, `head` how far it has come. */
export interface MessagePublisher {
  created(channel: ToldChannel, messages: Message[], head: StoredHead): void;
  /** `channel`: undefined while only those who have it open can be told. */
  updated(channel: ToldChannel | undefined, message: Message, head: StoredHead): void;
}

interface MessagesDeps extends Pick<ChannelWriterDeps, 'now' | 'backoff'> {
  store: MessageStore;
  publisher: MessagePublisher;
  guard: MessageGuard;
  moderation: Pick<ModerationLog, 'recordMessageDeletion'>;
  /** Idle writers beyond this many are dropped; a writer is little more than a cached head. */
  maxWriters?: number;
}

/** A channel's writer, with the channel as who wrote saw it last: its audience may change. */
interface Writing {
  writer: ChannelWriter;
  channel: ToldChannel | undefined;
}

interface Removal {
  userId: string;
  seq: number;
}

interface Edit extends Removal {
  content: string;
}

type Changed = { message: Message; changes: number };

/** The message core: who may, comes from the caller; what is stored and told, is decided here. */
export class MessagesService {
  private readonly writers = new Map<ChannelId, Writing>();

  constructor(private readonly deps: MessagesDeps) {}

  /**
   * Stores a message and tells the channel; resolves once it is stored. The same nonce ends in the same message. MESSAGE_BLOCKED for
   * what the server does not want, SLOW_MODE for what comes too soon.
   */
  async send(channel: ChannelAccess, draft: MessageDraft): Promise<Message> {
    if (channel.type === 'voice') throw new AppError('CHANNEL_NOT_TEXT');
    return this.deps.guard.send(channel, draft, () => this.writerOf(channel).send(draft));
  }

  /** Stores a system message and tells the channel, past the rules for people; the same nonce ends in the same message. */
  async announce(
    channel: ToldChannel,
    { userId, nonce, system }: { userId: string; nonce: string; system: SystemMessageKind },
  ): Promise<void> {
    await this.writerOf(channel).send({ authorId: userId, nonce, content: '', system });
  }

  /**
   * Replaces the text of one's own message. FORBIDDEN for others, MESSAGE_DELETED for tombstones, MESSAGE_BLOCKED for what the server
   * does not want, SLOW_MODE for what comes too soon after another edit.
   */
  async edit(channel: ChannelAccess, edit: Edit): Promise<Changed> {
    return this.deps.guard.edit(channel, edit, (admit) => this.replace(channel, edit, admit));
  }

  /** Leaves a tombstone in the message's place: by its author, or by who may manage messages. Repeats change nothing. */
  async remove(channel: ChannelAccess, removal: Removal): Promise<Changed> {
    if (can(channel.permissions, 'manageMessages')) await this.recordDeletion(channel, removal);
    return this.writerOf(channel).change(removal.seq, (current) => {
      const isOwn = current.authorId === removal.userId && !current.system;
      const isAllowed = isOwn || can(channel.permissions, 'manageMessages');
      if (!isAllowed) throw new AppError('FORBIDDEN');
      return this.tombstone(current);
    });
  }

  /** The same without asking anybody: for the service itself. */
  purge(channel: ToldChannel | Pick<ToldChannel, 'channelId'>, seq: number): Promise<Changed> {
    return this.writerOf(channel).change(seq, (current) => this.tombstone(current));
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

  private replace(channel: ChannelAccess, edit: Edit, admit: () => void): Promise<Changed> {
    return this.writerOf(channel).change(edit.seq, (current) => {
      if (current.authorId !== edit.userId || current.system) throw new AppError('FORBIDDEN');
      if (current.deletedAt) throw new AppError('MESSAGE_DELETED');
      if (current.content === edit.content) return current;
      admit();
      return { ...current, content: edit.content, editedAt: this.now(), version: current.version + 1 };
    });
  }

  private tombstone(current: Message): Message {
    if (current.deletedAt) return current;
    return { ...current, content: '', deletedAt: this.now(), version: current.version + 1 };
  }

  /** Before it is done, so that nobody's message goes without a trace; the id makes a repeat the same entry. */
  private async recordDeletion(
    { serverId, channelId }: ChannelAccess,
    { userId, seq }: Removal,
  ): Promise<void> {
    const { store, moderation } = this.deps;
    const message = await store.find(channelId, seq);
    if (!message || message.deletedAt || message.authorId === userId) return;
    const entryId = stableId('deleted', channelId, seq, userId);
    const deletion = { entryId, actorId: userId, authorId: message.authorId, channelId, seq };
    await moderation.recordMessageDeletion(serverId, deletion);
  }

  private now(): string {
    return (this.deps.now?.() ?? new Date()).toISOString();
  }

  private writerOf(channel: ToldChannel | Pick<ToldChannel, 'channelId'>): ChannelWriter {
    const seen = 'audience' in channel ? channel : undefined;
    const known = this.writers.get(channel.channelId);
    if (known) {
      known.channel = seen ?? known.channel;
      return known.writer;
    }
    this.dropIdleWriters();
    const { store, publisher, now, backoff } = this.deps;
    const writer = new ChannelWriter(channel.channelId, {
      store,
      now,
      backoff,
      onCreated: (messages, head) => writing.channel && publisher.created(writing.channel, messages, head),
      onChanged: (message, head) => publisher.updated(writing.channel, message, head),
    });
    const writing: Writing = { writer, channel: seen };
    this.writers.set(channel.channelId, writing);
    return writer;
  }

  private dropIdleWriters(): void {
    if (this.writers.size < (this.deps.maxWriters ?? 10_000)) return;
    for (const [channelId, { writer }] of this.writers) if (writer.isIdle) this.writers.delete(channelId);
  }
}
