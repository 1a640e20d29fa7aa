import type { Category, Channel } from '@maru/contracts/http/chat/channels';
import { asChannel, type ChannelRules } from '@maru/contracts/permission-rules';
import type { ServerId } from '@maru/contracts/primitives';
import type { AccessCache } from '../access/access-cache.js';
import { audienceOf } from '../access/audience.js';
import { settledAccessIn, socketsIn } from '../access/server-rooms.js';
import { seesPlace } from '../access/sight.js';
import type { IndexedRules } from '../access/member-access.js';
import type { MaruServer, MaruSocket } from '../../platform/realtime.js';
import { rooms } from '../../platform/rooms.js';
import { aboutServer, type ChangeOf, type ChangeRule, type ChangeRules } from './change-table.js';
import type { Resettle } from './resettle.js';
import { emitLayout } from './emit-layout.js';

interface PlaceChangesDeps {
  io: MaruServer;
  access: Pick<AccessCache, 'forgetServer'>;
  resettle: Resettle;
}

/** Channels and categories that came, changed, moved or went. */
type PlaceChange =
  | 'channel.created'
  | 'channel.updated'
  | 'channel.deleted'
  | 'channels.moved'
  | 'category.created'
  | 'category.updated'
  | 'category.deleted';

interface ChannelRef {
  serverId: ServerId;
  id: string;
  wasSeenByAll: boolean | undefined;
}

/** Undefined if the place is gone again, which a later change announces. */
const audienceIn = (known: IndexedRules | undefined, place: ChannelRules | undefined): string | undefined =>
  known && place && audienceOf(known.rules, place);

/**
 * Changes of channels and categories. Each is pushed only to members who see the place now: the id and activity of a hidden channel must
 * not reach others. Settling notifies the sockets that lose a place.
 */
export const placeChanges = ({ io, access, resettle }: PlaceChangesDeps): ChangeRules<PlaceChange> => {
  /**
   * This node's sockets that connected when the change was already in the rules. They got no push, but every member saw the place when
   * their clients may have fetched it.
   */
  const unawareOf = ({ serverId, id, wasSeenByAll }: ChannelRef): MaruSocket[] => {
    if (!wasSeenByAll) return [];
    return socketsIn(io, rooms.server(serverId)).filter((socket) => {
      const memberAccess = settledAccessIn(socket, serverId);
      return !memberAccess || !seesPlace(memberAccess, id);
    });
  };

  /** Pushes channels to the members who see them. For members who no longer do, the push looks like a deletion. */
  const channelsChanged = async (
    serverId: ServerId,
    channels: readonly Channel[],
    wasSeenByAll: boolean | undefined,
  ): Promise<IndexedRules | undefined> => {
    const unaware = channels.map(({ channelId: id }) => unawareOf({ serverId, id, wasSeenByAll }));
    const rules = await resettle(serverId);
    channels.forEach((channel, index) => {
      const { channelId } = channel;
      const audience = audienceIn(rules, rules?.channels.get(channelId));
      if (!audience) return;
      io.local.to(audience).emit('channel:changed', { channel });
      for (const socket of unaware[index] ?? [])
        if (!socket.rooms.has(audience)) socket.emit('channel:deleted', { serverId, channelId });
    });
    return rules;
  };

  const emitCategory = (rules: IndexedRules | undefined, category: Category): void => {
    const audience = audienceIn(rules, asChannel(category));
    if (audience) io.local.to(audience).emit('category:changed', { category });
  };

  const channelDeleted = async (change: ChangeOf<'channel.deleted'>): Promise<void> => {
    const { serverId, channelId, wasSeenByAll } = change;
    const unaware = unawareOf({ serverId, id: channelId, wasSeenByAll });
    await resettle(serverId);
    for (const socket of unaware) socket.emit('channel:deleted', { serverId, channelId });
  };

  const categoryDeleted = async (change: ChangeOf<'category.deleted'>): Promise<void> => {
    const { serverId, categoryId, channels, wasSeenByAll } = change;
    const unaware = unawareOf({ serverId, id: categoryId, wasSeenByAll });
    const rules = await resettle(serverId);
    for (const channel of channels) {
      const audience = audienceIn(rules, rules?.channels.get(channel.channelId));
      if (audience) io.local.to(audience).emit('channel:changed', { channel });
    }
    for (const socket of unaware) socket.emit('category:deleted', { serverId, categoryId });
  };

  /** Every change of a place changes the rules of its server. */
  const inServer = <T extends PlaceChange>(
    serverId: (change: ChangeOf<T>) => ServerId,
    apply: ChangeRule<T>['apply'],
  ): ChangeRule<T> =>
    aboutServer<T>(serverId, { forget: (change) => access.forgetServer(serverId(change)), apply });

  return {
    'channel.created': inServer(
      ({ channel }) => channel.serverId,
      async ({ channel }) => void (await channelsChanged(channel.serverId, [channel], false)),
    ),
    'channel.updated': inServer(
      ({ channel }) => channel.serverId,
      async ({ channel, wasSeenByAll }) =>
        void (await channelsChanged(channel.serverId, [channel], wasSeenByAll)),
    ),
    'channel.deleted': inServer(({ serverId }) => serverId, channelDeleted),
    'channels.moved': inServer(
      ({ layout }) => layout.serverId,
      async ({ layout }) => {
        const rules = await resettle(layout.serverId);
        if (rules) emitLayout(io, rules, layout);
      },
    ),
    'category.created': inServer(
      ({ category }) => category.serverId,
      async ({ category }) => emitCategory(await resettle(category.serverId), category),
    ),
    'category.updated': inServer(
      ({ category }) => category.serverId,
      async ({ category, channels, wasSeenByAll }) =>
        emitCategory(await channelsChanged(category.serverId, channels, wasSeenByAll), category),
    ),
    'category.deleted': inServer(({ serverId }) => serverId, categoryDeleted),
  };
};
