import type { OutboxEvent } from '@maru/contracts/internal/events';
import type { ChannelId, ServerId } from '@maru/contracts/primitives';
import { AppError } from '@maru/service-kit/app-error';
import type { Logger } from '@maru/service-kit/logger';
import type { AccessCache } from '../access/access-cache.js';
import type { ConversationAccess } from '../access/conversation.js';
import type { MaruServer, MaruSocket } from '../../platform/realtime.js';
import { rooms } from '../../platform/rooms.js';
import { stopWatchingMembers } from '../access/server-rooms.js';
import { LiveList } from './live-list.js';
import type { MemberDirectory } from './member-directory.js';
import { listMembers, type MemberList } from './member-list.js';

interface MemberListsDeps {
  io: MaruServer;
  access: AccessCache;
  directory: MemberDirectory;
  presence: {
    isOnline: (userId: string) => boolean;
    onChange: (listener: (userId: string) => void) => void;
  };
  log: Logger;
  intervalMs?: number;
}

type ChannelRef = Pick<ConversationAccess, 'channelId' | 'serverId'>;

/**
 * The members' panels that sockets of this node watch. A list lives as long as the room of its watchers: it ends when the last one
 * leaves, for whatever reason.
 */
export class MemberListsService {
  private readonly servers = new Map<ServerId, Map<ChannelId, LiveList>>();

  constructor(private readonly deps: MemberListsDeps) {
    deps.presence.onChange((userId) => this.presenceChanged(userId));
    deps.io.of('/').adapter.on('delete-room', (room: string) => this.dropUnwatched(room));
  }

  /** Joins the room before it answers: a change in between is pushed. */
  async watch(socket: MaruSocket, { channelId, serverId }: ChannelRef): Promise<MemberList['summary']> {
    if (socket.data.watched?.channelId !== channelId) stopWatchingMembers(socket);
    socket.data.watched = { channelId, serverId };
    await socket.join(rooms.members(channelId));
    try {
      // Access may have ended during the join, after this person's sockets had to leave the room.
      await this.deps.access.requireConversation(socket.data.userId, channelId, 'viewChannel');
      return (await this.listFor(socket, { channelId, serverId }).current).summary;
    } catch (error) {
      this.unwatch(socket, channelId);
      throw error;
    }
  }

  unwatch(socket: MaruSocket, channelId: ChannelId): void {
    if (socket.data.watched?.channelId === channelId) stopWatchingMembers(socket);
  }

  /** Starts to watch if the socket does not yet: only watched lists are kept. */
  async window(socket: MaruSocket, channel: ChannelRef, { from, count }: { from: number; count: number }) {
    if (socket.data.watched?.channelId !== channel.channelId) await this.watch(socket, channel);
    const [{ members, summary }, known] = await Promise.all([
      this.listFor(socket, channel).current,
      this.deps.directory.membersOf(channel.serverId),
    ]);
    // The directory may know a newer state of a member than the list.
    const shown = members.slice(from, from + count).map((each) => known.members.get(each.userId) ?? each);
    return { ...summary, from, members: shown };
  }

  /** Applies a change of a server, after access and rooms of this node have been updated. */
  apply(serverId: ServerId, change: OutboxEvent): void {
    const lists = this.servers.get(serverId);
    if (!lists) return;
    this.deps.directory.apply(serverId, change);
    for (const list of lists.values()) list.changed();
  }

  stop(): void {
    for (const lists of this.servers.values()) for (const list of lists.values()) list.stop();
    this.servers.clear();
  }

  private presenceChanged(userId: string): void {
    for (const [serverId, lists] of this.servers)
      void this.deps.directory.isMember(serverId, userId).then((isMember) => {
        if (isMember) for (const list of lists.values()) list.changed();
      });
  }

  /** Throws CONFLICT when the socket watches another channel by now: nothing would end the list. */
  private listFor(socket: MaruSocket, { channelId, serverId }: ChannelRef): LiveList {
    if (!socket.rooms.has(rooms.members(channelId))) throw new AppError('CONFLICT');
    const lists = this.servers.get(serverId) ?? new Map<ChannelId, LiveList>();
    this.servers.set(serverId, lists);
    const list = lists.get(channelId) ?? this.startList({ channelId, serverId });
    lists.set(channelId, list);
    return list;
  }

  private startList({ channelId, serverId }: ChannelRef): LiveList {
    const { io, log, intervalMs = 2_000 } = this.deps;
    return new LiveList({
      intervalMs,
      compute: () => this.compute({ channelId, serverId }),
      onChanged: ({ summary }) =>
        io.local.to(rooms.members(channelId)).emit('members:changed', { channelId, ...summary }),
      onFailed: (error) => log.warn({ err: error }, 'member list not computed; trying again'),
    });
  }

  private async compute({ channelId, serverId }: ChannelRef): Promise<MemberList> {
    const { access, directory, presence } = this.deps;
    const [known, { members }] = await Promise.all([
      access.rulesOfServer(serverId),
      directory.membersOf(serverId),
    ]);
    const channel = known?.channels.get(channelId);
    if (!known || !channel) throw new AppError('NOT_FOUND');
    const viewers = { rules: known.rules, channel, members: members.values() };
    const hoistedRoleIds = known.rules.roles
      .filter(({ isHoisted }) => isHoisted)
      .sort((one, other) => other.position - one.position)
      .map(({ roleId }) => roleId);
    return listMembers(viewers, { hoistedRoleIds, isOnline: (userId) => presence.isOnline(userId) });
  }

  private dropUnwatched(room: string): void {
    const prefix = rooms.members('');
    if (!room.startsWith(prefix)) return;
    // Rooms of this kind are named after their channel.
    const channelId = room.slice(prefix.length) as ChannelId;
    for (const [serverId, lists] of this.servers) {
      lists.get(channelId)?.stop();
      lists.delete(channelId);
      if (lists.size > 0) continue;
      this.servers.delete(serverId);
      this.deps.directory.forget(serverId);
    }
  }
}
