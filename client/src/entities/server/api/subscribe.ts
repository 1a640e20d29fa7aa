import type { Category, Channel, ChannelLayout } from '@maru/contracts/http/chat/channels';
import type { Member } from '@maru/contracts/http/chat/members';
import type { Role } from '@maru/contracts/http/chat/roles';
import type { ServerDetail } from '@maru/contracts/http/chat/servers';
import { onConnected, onPush } from '@/shared/api/realtime';
import { queryClient } from '@/shared/api/query-client';
import { permissionsIn } from '../model/permissions';
import { forgetServer, serverKeys, writeServer } from './servers';

const change = (serverId: string, next: (detail: ServerDetail) => Partial<ServerDetail>) =>
  void queryClient.setQueryData<ServerDetail>(
    serverKeys.detail(serverId),
    (detail) => detail && { ...detail, ...next(detail) },
  );

const refetch = (serverId: string) =>
  void queryClient.invalidateQueries({ queryKey: serverKeys.detail(serverId) });

const inOrder = <T extends { position: number }>(places: T[], idOf: (place: T) => string): T[] =>
  places.toSorted((a, b) => a.position - b.position || idOf(a).localeCompare(idOf(b)));

const put = <T extends { position: number }>(places: T[], place: T, idOf: (each: T) => string): T[] =>
  inOrder([...places.filter((each) => idOf(each) !== idOf(place)), place], idOf);

const idOfChannel = ({ channelId }: Channel): string => channelId;
const idOfCategory = ({ categoryId }: Category): string => categoryId;

/** Adds a channel to its cached server, or replaces its old state. */
export const putChannel = (channel: Channel): void =>
  change(channel.serverId, ({ channels }) => ({ channels: put(channels, channel, idOfChannel) }));

const putCategory = (category: Category) =>
  change(category.serverId, ({ categories }) => ({ categories: put(categories, category, idOfCategory) }));

const dropChannel = ({ serverId, channelId }: { serverId: string; channelId: string }) =>
  change(serverId, ({ channels }) => ({ channels: channels.filter((each) => each.channelId !== channelId) }));

/** Members who still see the category's channels receive each of them in a push of its own. */
const dropCategory = ({ serverId, categoryId }: { serverId: string; categoryId: string }) =>
  change(serverId, ({ categories }) => ({
    categories: categories.filter((each) => each.categoryId !== categoryId),
  }));

/** Applies a move to the cached channels and categories; ignores those that are not cached. */
export const applyLayout = ({ serverId, ...layout }: ChannelLayout): void =>
  change(serverId, ({ channels, categories }) => {
    const ofChannel = new Map(layout.channels.map((each) => [each.channelId, each]));
    const ofCategory = new Map(layout.categories.map((each) => [each.categoryId, each]));
    return {
      channels: inOrder(
        channels.map((each) => ({ ...each, ...ofChannel.get(each.channelId) })),
        idOfChannel,
      ),
      categories: inOrder(
        categories.map((each) => ({ ...each, ...ofCategory.get(each.categoryId) })),
        idOfCategory,
      ),
    };
  });

/** Fetches the server again when the viewer's permissions or roles change: channels that were hidden so far are not cached. */
const changeAndCompare = (serverId: string, next: (detail: ServerDetail) => Partial<ServerDetail>) => {
  const read = () => queryClient.getQueryData<ServerDetail>(serverKeys.detail(serverId));
  const before = read();
  change(serverId, next);
  const after = read();
  if (!before || !after) return;
  const hasChanged =
    permissionsIn(before) !== permissionsIn(after) || before.me.roleIds.join() !== after.me.roleIds.join();
  if (hasChanged) refetch(serverId);
};

/** Replaces a server's roles, and with them what the viewer may see. */
export const putRoles = (serverId: string, roles: Role[]) =>
  changeAndCompare(serverId, ({ me }) => {
    const known = new Set(roles.map(({ roleId }) => roleId));
    return { roles, me: { ...me, roleIds: me.roleIds.filter((roleId) => known.has(roleId)) } };
  });

const putMe = (member: Member) =>
  changeAndCompare(member.serverId, ({ me }) => (me.userId === member.userId ? { me: member } : {}));

interface ServerListeners {
  onServerGone: (serverId: string) => void;
}

/** Writes pushes about servers and channels to the cache, and fetches the list again after every reconnection. */
export const subscribeToServers = ({ onServerGone }: ServerListeners): (() => void) => {
  const gone = ({ serverId }: { serverId: string }) => {
    onServerGone(serverId);
    forgetServer(serverId);
  };
  const stops = [
    onPush('server:joined', ({ server }) => writeServer(server)),
    onPush('server:updated', ({ server }) => writeServer(server)),
    onPush('server:left', gone),
    onPush('server:deleted', gone),
    onPush('channel:changed', ({ channel }) => putChannel(channel)),
    onPush('channel:deleted', dropChannel),
    onPush('category:changed', ({ category }) => putCategory(category)),
    onPush('category:deleted', dropCategory),
    onPush('channels:moved', applyLayout),
    onPush('roles:changed', ({ serverId, roles }) => putRoles(serverId, roles)),
    onPush('member:updated', ({ member }) => putMe(member)),
    onConnected(() => void queryClient.invalidateQueries({ queryKey: serverKeys.list })),
  ];
  return () => stops.forEach((stop) => stop());
};
