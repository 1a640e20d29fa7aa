import { channelId as channelIdSchema, serverId as serverIdSchema } from '@maru/contracts/primitives';
import type { NotificationLevel, Server } from '@maru/contracts/http/chat/servers';
import type { Verification } from '@maru/contracts/permission-rules';
import type { Db } from '../platform/database.js';

interface ServerRow {
  id: string;
  name: string;
  iconUrl: string | null;
  ownerId: string;
  createdAt: Date;
  description: string;
  defaultNotifications: NotificationLevel;
  systemChannelId: string | null;
  verification: Verification;
  raidModeSince: Date | null;
}

export const toServer = (row: ServerRow): Server => ({
  serverId: serverIdSchema.parse(row.id),
  name: row.name,
  iconUrl: row.iconUrl,
  ownerId: row.ownerId,
  createdAt: row.createdAt.toISOString(),
  description: row.description,
  defaultNotifications: row.defaultNotifications,
  systemChannelId: channelIdSchema.nullable().parse(row.systemChannelId),
  verification: row.verification,
  raidModeSince: row.raidModeSince?.toISOString() ?? null,
});

/** Undefined fields stay unchanged. */
export type ServerChanges = Partial<
  Pick<
    ServerRow,
    'name' | 'description' | 'defaultNotifications' | 'systemChannelId' | 'verification' | 'raidModeSince'
  > & { iconKey: string | null }
>;

/** Rows of `servers`. */
export const serversRepository = (db: Db) => ({
  async find(serverId: string): Promise<Server | undefined> {
    const row = await db.server.findUnique({ where: { id: serverId } });
    return row ? toServer(row) : undefined;
  },

  /** Locks the server's row until the transaction ends; returns false if there is none. */
  async lock(serverId: string): Promise<boolean> {
    const rows = await db.$queryRaw<unknown[]>`SELECT id FROM servers WHERE id = ${serverId} FOR UPDATE`;
    return rows.length > 0;
  },

  async listOf(userId: string): Promise<Server[]> {
    const rows = await db.member.findMany({
      where: { userId },
      orderBy: [{ joinedAt: 'asc' }, { serverId: 'asc' }],
      include: { server: true },
    });
    return rows.map((row) => toServer(row.server));
  },

  async insert(server: { id: string; name: string; ownerId: string }): Promise<Server> {
    return toServer(await db.server.create({ data: server }));
  },

  async update(serverId: string, data: ServerChanges): Promise<Server> {
    return toServer(await db.server.update({ where: { id: serverId }, data }));
  },

  async iconKey(serverId: string): Promise<string | null> {
    const row = await db.server.findUnique({ where: { id: serverId }, select: { iconKey: true } });
    return row?.iconKey ?? null;
  },

  async listOwnedWithOthers(ownerId: string): Promise<Server[]> {
    const rows = await db.server.findMany({ where: { ownerId, memberCount: { gt: 1 } }, take: 100 });
    return rows.map(toServer);
  },

  async setOwner(serverId: string, ownerId: string): Promise<Server> {
    return toServer(await db.server.update({ where: { id: serverId }, data: { ownerId } }));
  },

  /** Returns the invites' own switch only; raid mode pauses them as well. */
  async areInvitesPaused(serverId: string): Promise<boolean> {
    return (await db.server.count({ where: { id: serverId, invitesPausedAt: { not: null } } })) > 0;
  },

  /** Returns true if users can currently be invited and join by invite. */
  async isOpen(serverId: string): Promise<boolean> {
    const where = { id: serverId, invitesPausedAt: null, raidModeSince: null };
    return (await db.server.count({ where })) > 0;
  },

  async pauseInvites(serverId: string, since: Date | null): Promise<void> {
    await db.server.update({ where: { id: serverId }, data: { invitesPausedAt: since } });
  },

  async remove(serverId: string): Promise<void> {
    await db.server.delete({ where: { id: serverId } });
  },
});
