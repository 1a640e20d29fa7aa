import type { ChannelId } from '@maru/contracts/primitives';
import type { ChannelProgress } from '@maru/contracts/socket/messages';
import type { Logger } from '@maru/service-kit/logger';
import type { MaruServer } from '../../platform/realtime.js';
import { rooms } from '../../platform/rooms.js';

interface OpenHeadsDeps {
  io: MaruServer;
  readHeads: (channelIds: readonly ChannelId[]) => Promise<Map<ChannelId, ChannelProgress>>;
  log: Logger;
  /** Channels compared in one go while frames get lost. */
  comparedAtOnce?: number;
}

const prefix = rooms.channel('');

/**
 * Tells this node's sockets how far the channels have come that they have open, when frames of other nodes may have been lost: a client asks
 * for what it lacks.
 */
export class OpenHeads {
  private readonly told = new Map<ChannelId, string>();
  private isComparing = false;
  private compareFrom = 0;

  constructor(private readonly deps: OpenHeadsDeps) {}

  /** Tells every head, also those that were told before: a socket may not have been there. */
  async tellAll(): Promise<void> {
    this.told.clear();
    await this.tellChanged(this.openChannels());
  }

  /** Tells heads that have changed since, of so many channels at most; the next call goes on with the following ones. */
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
    const serverId = first && sockets.get(first)?.data.openChannels.get(channelId);
    if (!serverId || this.told.get(channelId) === head) return;
    this.told.set(channelId, head);
    const activity = { serverId, channelId, lastSeq, changes, newestSeq };
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
