import type { ChannelId } from '@maru/contracts/primitives';
import { limits } from '@maru/contracts/limits';
import type { Message } from '@maru/contracts/socket/messages';
import { isNoteId } from '@maru/contracts/socket/notes';
import { ChannelWriter, type ChannelWriterDeps, type MessageDraft, type Revise } from './channel-writer.js';
import type { AnnouncedConversation } from '../access/conversation.js';
import type { Changed, ChangingMessage, ChannelWrites, WrittenConversation } from './channel-writes.js';
import type { StoredHead } from '../../platform/channel-heads.js';

/** Announces stored messages; `head` is the conversation's head after the write. */
export interface MessagePublisher {
  created(conversation: AnnouncedConversation, messages: Message[], head: StoredHead): void;
  /** Without `conversation`, only those who have it open are told. */
  updated(conversation: AnnouncedConversation | undefined, message: Message, head: StoredHead): void;
}

interface LocalWritesDeps extends Pick<ChannelWriterDeps, 'store' | 'now' | 'backoff'> {
  publisher: MessagePublisher;
  /** Idle writers beyond this many are dropped; a writer is little more than a cached head. */
  maxWriters?: number;
}

/** The writer of a conversation, and the conversation as it was seen last: its audience may change. */
interface Writing {
  writer: ChannelWriter;
  conversation: AnnouncedConversation | undefined;
}

/** The lines of a note end with its meeting; a channel takes messages as long as it exists. */
const whileOpenIn = (channelId: ChannelId): ChannelWriterDeps['whileOpen'] =>
  isNoteId(channelId) ? { maxMessages: limits.notes.lines } : undefined;

/** Writes on this node, with one writer per conversation. */
export class LocalWrites implements ChannelWrites {
  private readonly writers = new Map<ChannelId, Writing>();

  constructor(private readonly deps: LocalWritesDeps) {}

  send(conversation: AnnouncedConversation, draft: MessageDraft): Promise<Message> {
    return this.writerOf(conversation).send(draft);
  }

  change(
    conversation: WrittenConversation,
    { seq, note }: ChangingMessage,
    revise: Revise,
  ): Promise<Changed> {
    return this.writerOf(conversation).change(seq, revise, note);
  }

  private writerOf(conversation: WrittenConversation): ChannelWriter {
    const { channelId } = conversation;
    const seen = 'audience' in conversation ? conversation : undefined;
    const known = this.writers.get(channelId);
    if (known) {
      known.conversation = seen ?? known.conversation;
      return known.writer;
    }
    this.dropIdleWriters();
    const { store, publisher, now, backoff } = this.deps;
    const writer = new ChannelWriter(channelId, {
      store,
      now,
      backoff,
      whileOpen: whileOpenIn(channelId),
      onCreated: (messages, head) =>
        writing.conversation && publisher.created(writing.conversation, messages, head),
      onChanged: (message, head) => publisher.updated(writing.conversation, message, head),
    });
    const writing: Writing = { writer, conversation: seen };
    this.writers.set(channelId, writing);
    return writer;
  }

  private dropIdleWriters(): void {
    if (this.writers.size < (this.deps.maxWriters ?? 10_000)) return;
    for (const [channelId, { writer }] of this.writers) if (writer.isIdle) this.writers.delete(channelId);
  }
}
