import type { ChannelId } from '@maru/contracts/primitives';
import type { Message } from '@maru/contracts/socket/messages';
import { ChannelWriter, type ChannelWriterDeps, type MessageDraft, type Revise } from './channel-writer.js';
import type { Changed, ChannelWrites, ToldChannel, WrittenChannel } from './channel-writes.js';
import type { StoredHead } from './message-store.js';

/** Where stored messages are announced; `channel` says whom it concerns, `head` how far it has come. */
export interface MessagePublisher {
  created(channel: ToldChannel, messages: Message[], head: StoredHead): void;
  /** `channel`: undefined while only those who have it open can be told. */
  updated(channel: ToldChannel | undefined, message: Message, head: StoredHead): void;
}

interface LocalWritesDeps extends Pick<ChannelWriterDeps, 'store' | 'now' | 'backoff'> {
  publisher: MessagePublisher;
  /** Idle writers beyond this many are dropped; a writer is little more than a cached head. */
  maxWriters?: number;
}

/** A channel's writer, with the channel as it was seen last: its audience may change. */
interface Writing {
  writer: ChannelWriter;
  channel: ToldChannel | undefined;
}

/** Writes on this node, one writer per channel. */
export class LocalWrites implements ChannelWrites {
  private readonly writers = new Map<ChannelId, Writing>();

  constructor(private readonly deps: LocalWritesDeps) {}

  send(channel: ToldChannel, draft: MessageDraft): Promise<Message> {
    return this.writerOf(channel).send(draft);
  }

  change(channel: WrittenChannel, seq: number, revise: Revise): Promise<Changed> {
    return this.writerOf(channel).change(seq, revise);
  }

  private writerOf(channel: WrittenChannel): ChannelWriter {
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
