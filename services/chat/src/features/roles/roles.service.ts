import { roleRoutes, type Role, type RoleChanges } from '@maru/contracts/http/chat/roles';
import { limits } from '@maru/contracts/limits';
import { isAboveRole, rankOf } from '@maru/contracts/permission-rules';
import type { ServerId } from '@maru/contracts/primitives';
import { AppError } from '@maru/service-kit/app-error';
import { newId } from '@maru/service-kit/ids';
import { changesBetween } from '../../platform/audit.js';
import type { Database, IdempotentRequest, Transaction } from '../../platform/database.js';
import { overwritesRepository } from '../../repositories/overwrites.repository.js';
import { rolesRepository } from '../../repositories/roles.repository.js';
import type { AccessService, PlainRoute, Standing } from '../access/access.service.js';

/** Members can only grant and revoke permissions that they have themselves. */
const requireOwnPermissions = ({ permissions }: Standing, before: number, after: number): void => {
  if (((before ^ after) & ~permissions) !== 0) throw new AppError('FORBIDDEN');
};

const audited = ['name', 'color', 'icon', 'permissions', 'isHoisted', 'isMentionable'] as const;

const about = ({ member }: Standing, { serverId, roleId, name }: Role) => ({
  serverId,
  actorId: member.userId,
  targetId: roleId,
  targetName: name,
});

/** Roles of servers. Members can only manage roles below their own highest one. */
export class RolesService {
  constructor(
    private readonly database: Database,
    private readonly access: AccessService,
  ) {}

  create(
    request: IdempotentRequest,
    serverId: string,
    wanted: RoleChanges & { name: string },
  ): Promise<Role> {
    return this.database.transactOnce(
      this.access.lockFor(request, roleRoutes.createRole, { serverId }),
      async (transaction, standing) => {
        const { db } = transaction;
        requireOwnPermissions(standing, 0, wanted.permissions ?? 0);
        if (standing.rules.roles.length >= limits.rolesPerServer) throw new AppError('ROLE_LIMIT_REACHED');
        const role = await rolesRepository(db).insert(serverId, newId(), wanted);
        await this.tell(transaction, standing);
        await transaction.audit({ ...about(standing, role), action: 'role-created' });
        return role;
      },
    );
  }

  /** For @everyone, only the permissions can change. */
  update(
    userId: string,
    { serverId, roleId }: { serverId: string; roleId: string },
    changes: RoleChanges,
  ): Promise<Role> {
    return this.database.transact(async (transaction) => {
      const { db } = transaction;
      const standing = await this.lockAbove(transaction, userId, { serverId, roleId }, roleRoutes.updateRole);
      const { permissions, ...looks } = changes;
      if (roleId === serverId && Object.keys(looks).length > 0)
        throw new AppError('VALIDATION_FAILED', { fields: { roleId: 'everyone' } });
      requireOwnPermissions(standing, standing.role.permissions, permissions ?? standing.role.permissions);
      const role = await rolesRepository(db).update(roleId, changes);
      await this.tell(transaction, standing);
      const changed = changesBetween(standing.role, role, audited);
      await transaction.audit({ ...about(standing, role), action: 'role-updated', changes: changed });
      return role;
    });
  }

  /** A position that is too high for the server, or for the caller, counts as the highest one that the caller may use. */
  move(
    userId: string,
    { serverId, roleId }: { serverId: string; roleId: string },
    position: number,
  ): Promise<{ roles: Role[] }> {
    return this.database.transact(async (transaction) => {
      const standing = await this.lockAbove(transaction, userId, { serverId, roleId }, roleRoutes.moveRole);
      if (roleId === serverId) throw new AppError('FORBIDDEN');
      const roles = rolesRepository(transaction.db);
      const upwards = (await roles.list(serverId)).toReversed().slice(1);
      const ids = upwards.map((each) => each.roleId);
      const others = ids.filter((each) => each !== roleId);
      const highest = Math.min(others.length, rankOf(standing.rules, standing.member) - 2);
      const index = Math.min(position - 1, highest);
      const moved = [...others.slice(0, index), standing.role.roleId, ...others.slice(index)];
      await roles.renumber(moved);
      const changes = changesBetween(
        { position: ids.length - ids.indexOf(standing.role.roleId) },
        { position: moved.length - index },
        ['position'],
      );
      await transaction.audit({ ...about(standing, standing.role), action: 'role-moved', changes });
      await this.tell(transaction, standing);
      return { roles: await roles.list(serverId) };
    });
  }

  remove(userId: string, { serverId, roleId }: { serverId: string; roleId: string }): Promise<void> {
    return this.database.transact(async (transaction) => {
      const standing = await this.lockAbove(transaction, userId, { serverId, roleId }, roleRoutes.deleteRole);
      if (roleId === serverId) throw new AppError('FORBIDDEN');
      const roles = rolesRepository(transaction.db);
      await roles.remove(roleId);
      await overwritesRepository(transaction.db).removeOf(serverId, roleId);
      const upwards = (await roles.list(serverId)).toReversed().slice(1);
      await roles.renumber(upwards.map((each) => each.roleId));
      await transaction.audit({ ...about(standing, standing.role), action: 'role-deleted' });
      await this.tell(transaction, standing);
    });
  }

  private async lockAbove(
    { db }: Transaction,
    userId: string,
    { serverId, roleId }: { serverId: string; roleId: string },
    route: PlainRoute,
  ): Promise<Standing & { role: Role }> {
    const standing = await this.access.lock(db, userId, route, { serverId });
    const role = await rolesRepository(db).find(serverId, roleId);
    if (!role) throw new AppError('NOT_FOUND');
    if (!isAboveRole(standing.rules, standing.member, role)) throw new AppError('FORBIDDEN');
    return { ...standing, role };
  }

  private tell({ record }: Transaction, { rules }: { rules: { serverId: ServerId } }): Promise<void> {
    return record({ type: 'roles.changed', serverId: rules.serverId });
  }
}
