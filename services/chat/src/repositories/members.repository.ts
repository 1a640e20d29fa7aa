import { serverId as serverIdSchema } from '@maru/contracts/primitives';
import type { Member } from '@maru/contracts/http/chat/members';
import type { Db } from '../platform/database.js';

interface MemberRow {
  serverId: string;
  userId: string;
  joinedAt: Date;
}

const toMember = (row: MemberRow): Member => ({
  serverId: serverIdSchema.parse(row.serverId),
  userId: row.userId,
  joinedAt: row.joinedAt.toISOString(),
});

export interface MemberPosition {
  joinedAt: Date;
  userId: string;
}

/** Rows of `members`, and the count of them that their server keeps. */
export const membersRepository = (db: Db) => ({
  async find(serverId: string, userId: string): Promise<Member | undefined> {
    const row = await db.member.findUnique({ where: { serverId_userId: { serverId, userId } } });
    return row ? toMember(row) : undefined;
  },

  /**
   * How many servers the person is in. Asked after adding one: the locking read waits for what other transactions are adding at
   * this moment, so of two that would exceed a limit together, one gets to see it.
   */
  async lockAndCountServersOf(userId: string): Promise<number> {
    const rows = await db.$queryRaw<
      unknown[]
    >`SELECT server_id FROM members WHERE user_id = ${userId} FOR UPDATE`;
    return rows.length;
  },

  async insert(serverId: string, userId: string): Promise<Member> {
    const row = await db.member.create({ data: { serverId, userId } });
    await db.server.update({ where: { id: serverId }, data: { memberCount: { increment: 1 } } });
    return toMember(row);
  },

  async remove(serverId: string, userId: string): Promise<void> {
    await db.member.delete({ where: { serverId_userId: { serverId, userId } } });
    await db.server.update({ where: { id: serverId }, data: { memberCount: { decrement: 1 } } });
  },

  async count(serverId: string): Promise<number> {
    const row = await db.server.findUnique({ where: { id: serverId }, select: { memberCount: true } });
    return row?.memberCount ?? 0;
  },

  /** In order of joining, from behind `after`. */
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
    });
    return rows.map(toMember);
  },
});
