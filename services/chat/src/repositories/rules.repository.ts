import { serverRules, type Overwrite, type ServerRules } from '@maru/contracts/permission-rules';
import type { Db } from '../platform/database.js';

type OverwriteRow = Overwrite & { scopeId: string; serverId: string };

/** Groups overwrites by the channel or category that they belong to. */
export const byScope = (rows: readonly OverwriteRow[]): Map<string, Overwrite[]> => {
  const scopes = new Map<string, Overwrite[]>();
  for (const { scopeId, targetType, targetId, allow, deny } of rows)
    scopes.set(scopeId, [...(scopes.get(scopeId) ?? []), { targetType, targetId, allow, deny }]);
  return scopes;
};

/** The rows that decide permissions: roles, channels, categories and their overwrites, without names and colours. */
export const rulesRepository = (db: Db) => ({
  /** Returns the rules of one server, without channels. */
  async findOfServer(serverId: string): Promise<ServerRules | undefined> {
    const server = await db.server.findUnique({ where: { id: serverId }, include: { roles: true } });
    return server
      ? serverRules.parse({
          serverId,
          ownerId: server.ownerId,
          verification: server.verification,
          isRaidModeOn: server.raidModeSince !== null,
          roles: server.roles.map((role) => ({ ...role, roleId: role.id })),
          categories: [],
          channels: [],
        })
      : undefined;
  },

  /** Returns the rules of several servers with all their channels, in a fixed number of queries. */
  async list(serverIds: string[]): Promise<ServerRules[]> {
    const where = { serverId: { in: serverIds } };
    const [servers, roles, categories, channels, overwrites] = await Promise.all([
      db.server.findMany({
        where: { id: { in: serverIds } },
        select: { id: true, ownerId: true, verification: true, raidModeSince: true },
      }),
      db.role.findMany({ where, select: { id: true, serverId: true, position: true, permissions: true } }),
      db.category.findMany({ where, select: { id: true, serverId: true } }),
      db.channel.findMany({ where }),
      db.overwrite.findMany({ where }),
    ]);
    const scopes = byScope(overwrites);
    return servers.map(({ id, ownerId, verification, raidModeSince }) => {
      const isHere = (row: { serverId: string }) => row.serverId === id;
      return serverRules.parse({
        serverId: id,
        ownerId,
        verification,
        isRaidModeOn: raidModeSince !== null,
        roles: roles.filter(isHere).map((role) => ({ ...role, roleId: role.id })),
        categories: categories
          .filter(isHere)
          .map((each) => ({ categoryId: each.id, overwrites: scopes.get(each.id) ?? [] })),
        channels: channels
          .filter(isHere)
          .map((each) => ({ ...each, channelId: each.id, overwrites: scopes.get(each.id) ?? [] })),
      });
    });
  },
});
