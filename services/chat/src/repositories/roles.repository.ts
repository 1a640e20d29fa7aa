import { role as roleSchema, type Role } from '@maru/contracts/http/chat/roles';
import { ordinaryPermissions } from '@maru/contracts/permissions';
import type { Db } from '../platform/database.js';

interface RoleRow {
  id: string;
  serverId: string;
  name: string;
  color: string | null;
  icon: string | null;
  position: number;
  permissions: number;
  isHoisted: boolean;
  isMentionable: boolean;
}

const toRole = ({ id, ...row }: RoleRow): Role => roleSchema.parse({ ...row, roleId: id });

/** Undefined fields stay unchanged. */
type RoleColumns = Partial<Omit<RoleRow, 'id' | 'serverId' | 'position'>>;

/** Rows of `roles`. The positions of one server are 0 (@everyone), 1, 2 … without gaps. */
export const rolesRepository = (db: Db) => ({
  /** From highest to lowest. */
  async list(serverId: string): Promise<Role[]> {
    const rows = await db.role.findMany({ where: { serverId }, orderBy: { position: 'desc' } });
    return rows.map(toRole);
  },

  /** Roles of several servers, each from highest to lowest. */
  async listOfServers(serverIds: string[]): Promise<Role[]> {
    const where = { serverId: { in: serverIds } };
    return (await db.role.findMany({ where, orderBy: { position: 'desc' } })).map(toRole);
  },

  async find(serverId: string, roleId: string): Promise<Role | undefined> {
    const row = await db.role.findFirst({ where: { id: roleId, serverId } });
    return row ? toRole(row) : undefined;
  },

  /** Inserts the @everyone role of a new server. */
  async insertEveryone(serverId: string): Promise<void> {
    await db.role.create({
      data: { id: serverId, serverId, name: 'everyone', position: 0, permissions: ordinaryPermissions },
    });
  },

  /** Inserts the role just above @everyone; the others move up. */
  async insert(serverId: string, roleId: string, columns: RoleColumns & { name: string }): Promise<Role> {
    await db.role.updateMany({
      where: { serverId, position: { gte: 1 } },
      data: { position: { increment: 1 } },
    });
    const row = await db.role.create({
      data: { permissions: 0, ...columns, id: roleId, serverId, position: 1 },
    });
    return toRole(row);
  },

  async update(roleId: string, columns: RoleColumns): Promise<Role> {
    return toRole(await db.role.update({ where: { id: roleId }, data: columns }));
  },

  /** Gives the roles the positions 1, 2, 3 … in this order. */
  async renumber(roleIds: readonly string[]): Promise<void> {
    for (const [index, id] of roleIds.entries())
      await db.role.update({ where: { id }, data: { position: index + 1 } });
  },

  async remove(roleId: string): Promise<void> {
    await db.role.delete({ where: { id: roleId } });
  },
});
