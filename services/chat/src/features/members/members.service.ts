import type { memberRoutes } from '@maru/contracts/http/chat/members';
import type { RouteQuery, RouteReply } from '@maru/contracts/route';
import type { Database } from '../../platform/database.js';
import { decodeCursor, encodeCursor } from './member-cursor.js';
import { membersRepository } from '../../repositories/members.repository.js';

type Query = RouteQuery<typeof memberRoutes.listMembers>;
type Reply = RouteReply<typeof memberRoutes.listMembers>;

export class MembersService {
  constructor(private readonly database: Database) {}

  /** One page in order of joining. It reads one row more than it gives, to know whether there is a next page. */
  async list(serverId: string, { cursor, limit }: Query): Promise<Reply> {
    const members = membersRepository(this.database.prisma);
    const after = cursor ? decodeCursor(cursor) : undefined;
    const [rows, total] = await Promise.all([
      members.page(serverId, { after, limit: limit + 1 }),
      members.count(serverId),
    ]);
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    return { members: page, nextCursor: rows.length > limit && last ? encodeCursor(last) : null, total };
  }
}
