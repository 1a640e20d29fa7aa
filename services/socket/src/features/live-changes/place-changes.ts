import type { Category, Channel } from '@maru/contracts/http/chat/channels';
import type { OutboxEvent } from '@maru/contracts/internal/events';
import { asChannel, type ChannelRules } from '@maru/contracts/permission-rules';
import type { ServerId } from '@maru/contracts/primitives';
import type { IndexedRules } from '../access/standing.js';
import type { MaruServer, MaruSocket } from '../../platform/realtime.js';
import { audienceOf } from '../access/audience.js';
import { rooms } from '../../platform/rooms.js';
import { settledStanding, socketsIn } from '../access/server-rooms.js';
import { seesPlace } from '../access/sight.js';
import { tellLayout } from './tell-layout.js';

/** Channels and categories that came, changed, moved or went. */
export type PlaceChange = Extract<
  OutboxEvent,
  { type: `channel.${string}` | `category.${string}` | 'channels.moved' }
>;

interface Place {
  serverId: ServerId;
  id: string;
  wasSeenByAll: boolean | undefined;
}

/**
 * Tells this node's sockets of channels and categories. Each change reaches those only who see the place now: the id and the activity of
 * a hidden channel are nobody else's business. Sockets that lose a place are told by being settled.
 */
export class PlaceChanges {
  constructor(
    private readonly io: MaruServer,
    /** Puts each socket of the server where it belongs now. */
    private readonly resettle: (serverId: ServerId) => Promise<IndexedRules | undefined>,
  ) {}

  async apply(change: PlaceChange): Promise<void> {
    switch (change.type) {
      case 'channel.created':
      case 'channel.updated': {
        const { channel } = change;
        const wasSeenByAll = change.type === 'channel.updated' ? change.wasSeenByAll : false;
        await this.channelsChanged(channel.serverId, [channel], wasSeenByAll);
        return;
      }
      case 'channel.deleted':
        return this.channelDeleted(change);
      case 'channels.moved': {
        const rules = await this.resettle(change.layout.serverId);
        if (rules) tellLayout(this.io, rules, change.layout);
        return;
      }
      case 'category.created':
        return this.tellCategory(await this.resettle(change.category.serverId), change.category);
      case 'category.updated': {
        const { category, channels, wasSeenByAll } = change;
        const rules = await this.channelsChanged(category.serverId, channels, wasSeenByAll);
        return this.tellCategory(rules, category);
      }
      case 'category.deleted':
        return this.categoryDeleted(change);
    }
  }

  /** Channels go to those who see them; for those who do not see them any more it is as if they were deleted. */
  private async channelsChanged(
    serverId: ServerId,
    channels: readonly Channel[],
    wasSeenByAll: boolean | undefined,
  ): Promise<IndexedRules | undefined> {
    const unaware = channels.map(({ channelId: id }) => this.unawareOf({ serverId, id, wasSeenByAll }));
    const rules = await this.resettle(serverId);
    channels.forEach((channel, index) => {
      const { channelId } = channel;
      const audience = this.audience(rules, rules?.channels.get(channelId));
      if (!audience) return;
      this.io.local.to(audience).emit('channel:changed', { channel });
      for (const socket of unaware[index] ?? [])
        if (!socket.rooms.has(audience)) socket.emit('channel:deleted', { serverId, channelId });
    });
    return rules;
  }

  private async channelDeleted({
    serverId,
    channelId,
    wasSeenByAll,
  }: Extract<PlaceChange, { type: 'channel.deleted' }>): Promise<void> {
    const unaware = this.unawareOf({ serverId, id: channelId, wasSeenByAll });
    await this.resettle(serverId);
    for (const socket of unaware) socket.emit('channel:deleted', { serverId, channelId });
  }

  private async categoryDeleted({
    serverId,
    categoryId,
    channels,
    wasSeenByAll,
  }: Extract<PlaceChange, { type: 'category.deleted' }>): Promise<void> {
    const unaware = this.unawareOf({ serverId, id: categoryId, wasSeenByAll });
    const rules = await this.resettle(serverId);
    for (const channel of channels) {
      const audience = this.audience(rules, rules?.channels.get(channel.channelId));
      if (audience) this.io.local.to(audience).emit('channel:changed', { channel });
    }
    for (const socket of unaware) socket.emit('category:deleted', { serverId, categoryId });
  }

  private tellCategory(rules: IndexedRules | undefined, category: Category): void {
    const audience = this.audience(rules, asChannel(category));
    if (audience) this.io.local.to(audience).emit('category:changed', { category });
  }

  /**
   * This node's sockets that came when the change was already in the rules: nothing has told them of it, but everyone saw the place when
   * their clients may have fetched it.
   */
  private unawareOf({ serverId, id, wasSeenByAll }: Place): MaruSocket[] {
    if (!wasSeenByAll) return [];
    return socketsIn(this.io, rooms.server(serverId)).filter((socket) => {
      const standing = settledStanding(socket, serverId);
      return !standing || !seesPlace(standing, id);
    });
  }

  /** Undefined when the place is gone again meanwhile: that change comes next. */
  private audience(known: IndexedRules | undefined, place: ChannelRules | undefined): string | undefined {
    return known && place && audienceOf(known.rules, place);
  }
}
