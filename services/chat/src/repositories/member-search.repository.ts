import { hangulPattern } from '@maru/contracts/hangul-search';
import { normalizeText } from '@maru/contracts/normalize';
import type { Member } from '@maru/contracts/http/chat/members';
import { Prisma } from '../generated/prisma/client.js';
import type { Db } from '../platform/database.js';
import { membersRepository, type MemberPosition } from './members.repository.js';

export interface MemberFilter {
  /** Part of the nickname in the server, the profile's nickname, or the tag. */
  search?: string;
  roleId?: string;
}

/** Returns a pattern for LIKE … ESCAPE '!' that matches the text literally; the meaning of a backslash depends on the SQL mode. */
const containing = (text: string) => `%${text.replace(/[!%_]/g, '!$&')}%`;

// This collation distinguishes emoji; the one of the columns doesn't.
const like = (column: Prisma.Sql, text: string) =>
  Prisma.sql`${column} COLLATE utf8mb4_unicode_520_ci LIKE ${containing(text)} ESCAPE '!'`;

const matches = (column: Prisma.Sql, pattern: string) =>
  Prisma.sql`${column} COLLATE utf8mb4_unicode_520_ci REGEXP ${pattern}`;

const isCalled = (search: string): Prisma.Sql => {
  const text = normalizeText(search, 'NFC');
  const pattern = hangulPattern(text);
  return Prisma.sql`(${Prisma.join(
    [
      like(Prisma.sql`m.nickname`, text),
      like(Prisma.sql`p.nickname`, text),
      ...(pattern
        ? [matches(Prisma.sql`m.nickname`, pattern), matches(Prisma.sql`p.nickname`, pattern)]
        : []),
      // Users type tags with a leading @.
      like(Prisma.sql`p.tag`, text.replace(/^@(?=.)/, '')),
    ],
    ' OR ',
  )})`;
};

const hasRole = (roleId: string): Prisma.Sql =>
  Prisma.sql`EXISTS (SELECT 1 FROM member_roles AS r
    WHERE r.server_id = m.server_id AND r.user_id = m.user_id AND r.role_id = ${roleId})`;

const isBehind = ({ joinedAt, userId }: MemberPosition): Prisma.Sql =>
  Prisma.sql`(m.joined_at > ${joinedAt} OR (m.joined_at = ${joinedAt} AND m.user_id > ${userId}))`;

/** Selects matching members. A member whose profile is not known yet matches by their nickname in the server. */
const matching = (serverId: string, { search, roleId }: MemberFilter, after?: MemberPosition): Prisma.Sql =>
  Prisma.sql`FROM members AS m LEFT JOIN people AS p ON p.user_id = m.user_id WHERE ${Prisma.join(
    [
      Prisma.sql`m.server_id = ${serverId}`,
      ...(search ? [isCalled(search)] : []),
      ...(roleId ? [hasRole(roleId)] : []),
      ...(after ? [isBehind(after)] : []),
    ],
    ' AND ',
  )}`;

/** Members by name and role. Prisma can't query both at once: names have no relation to members. */
export const memberSearchRepository = (db: Db) => ({
  async count(serverId: string, filter: MemberFilter): Promise<number> {
    const rows = await db.$queryRaw<
      { total: bigint }[]
    >`SELECT COUNT(*) AS total ${matching(serverId, filter)}`;
    return Number(rows[0]?.total ?? 0);
  },

  /** Ordered by joining, after `after`. */
  async page(
    serverId: string,
    filter: MemberFilter,
    { after, limit }: { after?: MemberPosition; limit: number },
  ): Promise<Member[]> {
    const rows = await db.$queryRaw<{ userId: string }[]>`
      SELECT m.user_id AS userId ${matching(serverId, filter, after)}
      ORDER BY m.joined_at, m.user_id LIMIT ${limit}`;
    const userIds = rows.map(({ userId }) => userId);
    const found = await membersRepository(db).listByIds(serverId, userIds);
    const byId = new Map(found.map((member) => [member.userId as string, member]));
    return userIds.flatMap((userId) => byId.get(userId) ?? []);
  },
});
