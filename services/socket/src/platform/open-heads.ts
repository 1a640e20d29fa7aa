import type { ChannelId } from '@maru/contracts/primitives';
import type { ConversationHome } from '@maru/contracts/socket/conversations';
import type { Logger } from '@maru/service-kit/logger';
import type { MaruServer } from './realtime.js';
import { rooms } from './rooms.js';

interface OpenHeadsDeps<Head> {
  io: MaruServer;
  readHeads: (channelIds: readonly ChannelId[]) => Promise<Map<ChannelId, Head>>;
  /** Two heads with equal versions have the same content. */
  versionOf: (head: Head) => string;
  /** Emits the head to this node's sockets that have the conversation open. */
  emit: (channelId: ChannelId, head: Head, home: ConversationHome) => void;
  log: Logger;
  /** Heads that one call of `compare` reads. */
  comparedAtOnce?: number;
}

const prefix = rooms.channel('');

/**
 * Emits the heads of open conversations to this node's sockets when frames from other nodes may have been lost, so that clients fetch what
 * they lack. There is one instance per stream of a conversation.
 */
export class OpenHeads<Head> {
  private readonly told = new Map<ChannelId, string>();
  private isComparing = false;
  private compareFrom = 0;

  constructor(private readonly deps: OpenHeadsDeps<Head>) {}

  /** Emits every head, even one that was emitted before: a socket may have connected since. */
  async emitAll(): Promise<void> {
    this.told.clear();
    await this.emitChanged(this.openChannels());
  }

  /** Emits the changed heads of a bounded number of channels; the next call continues with the following ones. */
  async compare(): Promise<void> {
    if (this.isComparing) return;
    this.isComparing = true;
    const open = this.openChannels();
    const atOnce = this.deps.comparedAtOnce ?? 1_000;
    if (this.compareFrom >= open.length) this.startRound(open);
    const some = open.slice(this.compareFrom, this.compareFrom + atOnce);
    this.compareFrom += atOnce;
    await this.emitChanged(some);
    this.isComparing = false;
  }

  private startRound(open: readonly ChannelId[]): void {
    this.compareFrom = 0;
    const isOpen = new Set(open);
    for (const channelId of this.told.keys()) if (!isOpen.has(channelId)) this.told.delete(channelId);
  }

  private async emitChanged(channelIds: ChannelId[]): Promise<void> {
    try {
      for (const [channelId, head] of await this.deps.readHeads(channelIds)) this.emit(channelId, head);
    } catch (error) {
      this.deps.log.warn({ err: error }, 'heads of open channels not told');
    }
  }

  private emit(channelId: ChannelId, head: Head): void {
    const version = this.deps.versionOf(head);
    const { adapter, sockets } = this.deps.io.of('/');
    const [first] = adapter.rooms.get(rooms.channel(channelId)) ?? [];
    const home = first && sockets.get(first)?.data.openConversations.get(channelId);
    if (!home || this.told.get(channelId) === version) return;
    this.told.set(channelId, version);
    this.deps.emit(channelId, head, home);
  }

  private openChannels(): ChannelId[] {
    const all = [...this.deps.io.of('/').adapter.rooms.keys()];
    // A room of this kind is named after its channel.
    return all
      .filter((room) => room.startsWith(prefix))
      .map((room) => room.slice(prefix.length) as ChannelId);
  }
}
