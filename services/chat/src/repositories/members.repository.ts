import { member as memberSchema, type Member } from '@maru/contracts/http/chat/members';
import { membership, type Membership } from '@maru/contracts/internal/access';
import type { Db } from '../platform/database.js';
import { overwritesRepository } from './overwrites.repository.js';
import { restrictionsRepository } from './restrictions.repository.js';

interface MemberRow {
  serverId: string;
  userId: string;
  joinedAt: Date;
  nickname: string | null;
  timedOutUntil: Date | null;
  isMuted: boolean;
  isDeafened: boolean;
  isTemporary: boolean;
  roles: { roleId: string }[];
}

const withRoles = { roles: { select: { roleId: true }, orderBy: { roleId: 'asc' as const } } };

const toMember = ({ joinedAt, timedOutUntil, roles, ...row }: MemberRow): Member =>
  memberSchema.parse({
    ...row,
    joinedAt: joinedAt.toISOString(),
    roleIds: roles.map(({ roleId }) => roleId),
    timedOutUntil: timedOutUntil?.toISOString() ?? null,
  });

export interface MemberPosition {
  joinedAt: Date;
  userId: string;
}

interface MemberKey {
  serverId: string;
  userId: string;
}

export interface TemporaryMember extends MemberKey {
  offlineSince: Date | null;
}

/** Rows of `members`, and the member count of their server. */
export const membersRepository = (db: Db) => ({
  async find(serverId: string, userId: string): Promise<Member | undefined> {
    const where = { serverId_userId: { serverId, userId } };
    const row = await db.member.findUnique({ where, include: withRoles });
    return row ? toMember(row) : undefined;
  },

  async exists(serverId: string, userId: string): Promise<boolean> {
    return (await db.member.count({ where: { serverId, userId } })) > 0;
  },

  /**
   * Counts the servers that the user is in. Call it after the insert: the locking read waits for other transactions' inserts, so of two
   * that exceed a limit together, one sees it.
   */
  async lockAndCountServersOf(userId: string): Promise<number> {
    const rows = await db.$queryRaw<
      unknown[]
    >`SELECT server_id FROM members WHERE user_id = ${userId} FOR UPDATE`;
    return rows.length;
  },

  async insert(
    serverId: string,
    userId: string,
    { roleId, isTemporary = false }: { roleId?: string | null; isTemporary?: boolean } = {},
  ): Promise<Member> {
    const roles = roleId ? { create: { roleId } } : undefined;
    const kept = await restrictionsRepository(db).take(serverId, userId);
    const data = { serverId, userId, isTemporary, roles, ...kept };
    const row = await db.member.create({ data, include: withRoles });
    await db.server.update({ where: { id: serverId }, data: { memberCount: { increment: 1 } } });
    return toMember(row);
  },

  /** Deletes what channels allowed this member. Denies, a time-out, a mute and deafening are kept for their return. */
  async remove(serverId: string, userId: string): Promise<void> {
    await overwritesRepository(db).withdrawAllows(serverId, userId);
    const where = { serverId_userId: { serverId, userId } };
    const row = await db.member.delete({ where, include: withRoles });
    await restrictionsRepository(db).keep(toMember(row));
    await db.server.update({ where: { id: serverId }, data: { memberCount: { decrement: 1 } } });
  },

  /** Returns all memberships of a user, with the fields that decide permissions. */
  async membershipsOf(userId: string): Promise<Membership[]> {
    const rows = await db.member.findMany({ where: { userId }, include: withRoles });
    return rows.map((row) => membership.parse(toMember(row)));
  },

  async membershipsOfAll(userIds: string[]): Promise<(Membership & { userId: string })[]> {
    const rows = await db.member.findMany({ where: { userId: { in: userIds } }, include: withRoles });
    return rows.map((row) => ({ ...membership.parse(toMember(row)), userId: row.userId }));
  },

  async update(
    serverId: string,
    userId: string,
    data: Partial<Pick<MemberRow, 'nickname' | 'timedOutUntil' | 'isMuted' | 'isDeafened' | 'isTemporary'>>,
  ): Promise<Member> {
    const where = { serverId_userId: { serverId, userId } };
    return toMember(await db.member.update({ where, data, include: withRoles }));
  },

  async listByIds(serverId: string, userIds: string[]): Promise<Member[]> {
    const where = { serverId, userId: { in: userIds } };
    return (await db.member.findMany({ where, include: withRoles })).map(toMember);
  },

  /** Idempotent. A temporary member who is assigned a role becomes permanent. */
  async giveRole(serverId: string, userId: string, roleId: string): Promise<void> {
    const row = { serverId, userId, roleId };
    await db.memberRole.upsert({ where: { serverId_userId_roleId: row }, create: row, update: {} });
    await db.member.updateMany({
      where: { serverId, userId, isTemporary: true },
      data: { isTemporary: false, offlineSince: null },
    });
  },

  async takeRole(serverId: string, userId: string, roleId: string): Promise<void> {
    await db.memberRole.deleteMany({ where: { serverId, userId, roleId } });
  },

  async count(serverId: string): Promise<number> {
    const row = await db.server.findUnique({ where: { id: serverId }, select: { memberCount: true } });
    return row?.memberCount ?? 0;
  },

  /** Ordered by joining, after `after`. */
  async page(
    serverId: string,
    { after, limit }: { after?: MemberPosition; limit: number },
  ): Promise<Member[]> {
    const behind = after && {
      OR: [{ joinedAt: { gt: after.joinedAt } }, { joinedAt: after.joinedAt, userId: { gt: after.userId } }],
    };
    const rows = await db.member.findMany({
      where: { serverId, ...behind },
      orderBy: [{ joinedAt: 'asc' }, { userId: 'asc' }],
      take: limit,
      include: withRoles,
    });
    return rows.map(toMember);
  },

  /** Temporary members without a role, ordered by server and user, after `after`. */
  async pageTemporary({ after, limit }: { after?: MemberKey; limit: number }): Promise<TemporaryMember[]> {
    const behind = after && {
      OR: [{ serverId: { gt: after.serverId } }, { serverId: after.serverId, userId: { gt: after.userId } }],
    };
    return db.member.findMany({
      where: { isTemporary: true, roles: { none: {} }, ...behind },
      orderBy: [{ serverId: 'asc' }, { userId: 'asc' }],
      take: limit,
      select: { serverId: true, userId: true, offlineSince: true },
    });
  },

  async setOfflineSince(members: readonly MemberKey[], offlineSince: Date | null): Promise<void> {
    if (members.length === 0) return;
    const OR = members.map(({ serverId, userId }) => ({ serverId, userId }));
    await db.member.updateMany({ where: { isTemporary: true, OR }, data: { offlineSince } });
  },
});
