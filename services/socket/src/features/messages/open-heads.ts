import type { ChannelId } from '@maru/contracts/primitives';
import type { ChannelProgress } from '@maru/contracts/socket/messages';
import type { Logger } from '@maru/service-kit/logger';
import type { MaruServer } from '../../platform/realtime.js';
import { rooms } from '../../platform/rooms.js';
import { serverOf } from '../access/conversation.js';

interface OpenHeadsDeps {
  io: MaruServer;
  readHeads: (channelIds: readonly ChannelId[]) => Promise<Map<ChannelId, ChannelProgress>>;
  log: Logger;
  /** Heads read by one call of `compare`. */
  comparedAtOnce?: number;
}

const prefix = rooms.channel('');

/**
 * Tells this node's sockets the heads of the conversations that they have open when frames of other nodes may have been lost: a client
 * fetches the messages that it lacks.
 */
export class OpenHeads {
  private readonly told = new Map<ChannelId, string>();
  private isComparing = false;
  private compareFrom = 0;

  constructor(private readonly deps: OpenHeadsDeps) {}

  /** Tells every head, even one that was told before: a socket may have connected since. */
  async tellAll(): Promise<void> {
    this.told.clear();
    await this.tellChanged(this.openChannels());
  }

  /** Tells the heads that have changed, of a bounded number of channels; the next call goes on with the following ones. */
  async compare(): Promise<void> {
    if (this.isComparing) return;
    this.isComparing = true;
    const open = this.openChannels();
    const atOnce = this.deps.comparedAtOnce ?? 1_000;
    if (this.compareFrom >= open.length) this.startRound(open);
    const some = open.slice(this.compareFrom, this.compareFrom + atOnce);
    this.compareFrom += atOnce;
    await this.tellChanged(some);
    this.isComparing = false;
  }

  private startRound(open: readonly ChannelId[]): void {
    this.compareFrom = 0;
    const isOpen = new Set(open);
    for (const channelId of this.told.keys()) if (!isOpen.has(channelId)) this.told.delete(channelId);
  }

  private async tellChanged(channelIds: ChannelId[]): Promise<void> {
    try {
      for (const [channelId, head] of await this.deps.readHeads(channelIds)) this.tell(channelId, head);
    } catch (error) {
      this.deps.log.warn({ err: error }, 'heads of open channels not told');
    }
  }

  private tell(channelId: ChannelId, { lastSeq, changes, newestSeq }: ChannelProgress): void {
    const head = `${lastSeq}#${changes}`;
    const { adapter, sockets } = this.deps.io.of('/');
    const [first] = adapter.rooms.get(rooms.channel(channelId)) ?? [];
    const home = first && sockets.get(first)?.data.openConversations.get(channelId);
    if (!home || this.told.get(channelId) === head) return;
    this.told.set(channelId, head);
    const activity = { serverId: serverOf(home), channelId, lastSeq, changes, newestSeq };
    this.deps.io.local.to(rooms.channel(channelId)).emit('channel:activity', activity);
  }

  private openChannels(): ChannelId[] {
    const all = [...this.deps.io.of('/').adapter.rooms.keys()];
    // Rooms of this kind are named after their channel.
    return all
      .filter((room) => room.startsWith(prefix))
      .map((room) => room.slice(prefix.length) as ChannelId);
  }
}
