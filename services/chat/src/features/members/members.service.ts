import { memberRoutes, type Member } from '@maru/contracts/http/chat/members';
import { isAboveRole, outranks } from '@maru/contracts/permission-rules';
import type { RouteQuery, RouteReply } from '@maru/contracts/route';
import { AppError } from '@maru/service-kit/app-error';
import { readPage } from '@maru/service-kit/page';
import { changesBetween } from '../../platform/audit.js';
import type { Database, Transaction } from '../../platform/database.js';
import { memberSearchRepository, type MemberFilter } from '../../repositories/member-search.repository.js';
import { membersRepository } from '../../repositories/members.repository.js';
import { rolesRepository } from '../../repositories/roles.repository.js';
import { requireFor, type AccessService } from '../access/access.service.js';
import { decodeCursor, encodeCursor } from './member-cursor.js';

type Query = RouteQuery<typeof memberRoutes.listMembers>;
type Reply = RouteReply<typeof memberRoutes.listMembers>;
type Page = Omit<Reply, 'total'>;

type PageQuery = Pick<Query, 'cursor' | 'limit'> & MemberFilter;

const isEmpty = ({ search, roleId }: MemberFilter) => !search && !roleId;

const internalPage = 1_000;

interface MemberOf {
  serverId: string;
  userId: string;
}

const about = (actorId: string, { serverId, userId }: MemberOf) => ({ serverId, actorId, targetId: userId });

export class MembersService {
  constructor(
    private readonly database: Database,
    private readonly access: AccessService,
  ) {}

  /** Returns one page of the matching members, in order of joining. */
  async list(serverId: string, { cursor, limit, search, roleId }: Query): Promise<Reply> {
    const { prisma } = this.database;
    // Every member has @everyone, so it filters nothing.
    const filter = { search, roleId: roleId === serverId ? undefined : roleId };
    const [page, total] = await Promise.all([
      this.page(serverId, { cursor, limit, ...filter }),
      isEmpty(filter)
        ? membersRepository(prisma).count(serverId)
        : memberSearchRepository(prisma).count(serverId, filter),
    ]);
    return { ...page, total };
  }

  /** Returns a page for the socket service. */
  listAll(serverId: string, cursor: string | undefined): Promise<Page> {
    return this.page(serverId, { cursor, limit: internalPage });
  }

  listByIds(serverId: string, userIds: string[]): Promise<Member[]> {
    return membersRepository(this.database.prisma).listByIds(serverId, userIds);
  }

  async find({ serverId, userId }: MemberOf): Promise<Member> {
    const member = await membersRepository(this.database.prisma).find(serverId, userId);
    if (!member) throw new AppError('NOT_FOUND');
    return member;
  }

  /** Sets the caller's own nickname, or a lower-ranked member's. */
  setNickname(callerId: string, of: MemberOf, nickname: string | null): Promise<Member> {
    return this.database.transact(async (transaction) => {
      const standing = await this.access.lockMember(transaction.db, callerId, of.serverId);
      const target = await this.require(transaction, of);
      const isOwn = target.userId === callerId;
      requireFor(standing, memberRoutes.setNickname, { isOwn });
      if (!isOwn && !outranks(standing.rules, standing.member, target)) throw new AppError('FORBIDDEN');
      await membersRepository(transaction.db).update(of.serverId, of.userId, { nickname });
      if (!isOwn) {
        const changes = changesBetween(target, { ...target, nickname }, ['nickname']);
        await transaction.audit({ ...about(callerId, of), action: 'nickname-set', changes });
      }
      return this.tell(transaction, of);
    });
  }

  /** The role must rank below the caller's highest one; the member's rank doesn't matter. */
  giveRole(callerId: string, of: MemberOf, roleId: string): Promise<Member> {
    return this.changeRole(callerId, { ...of, roleId }, 'giveRole');
  }

  takeRole(callerId: string, of: MemberOf, roleId: string): Promise<Member> {
    return this.changeRole(callerId, { ...of, roleId }, 'takeRole');
  }

  private changeRole(
    callerId: string,
    { roleId, ...of }: MemberOf & { roleId: string },
    how: 'giveRole' | 'takeRole',
  ): Promise<Member> {
    return this.database.transact(async (transaction) => {
      const { rules, member } = await this.access.lock(transaction.db, callerId, memberRoutes[how], of);
      const target = await this.require(transaction, of);
      const role = rules.roles.find((each) => each.roleId === roleId);
      if (!role || roleId === of.serverId) throw new AppError('NOT_FOUND');
      if (!isAboveRole(rules, member, role)) throw new AppError('FORBIDDEN');
      if (target.roleIds.includes(role.roleId) === (how === 'giveRole')) return target;
      await membersRepository(transaction.db)[how](of.serverId, of.userId, roleId);
      const name = (await rolesRepository(transaction.db).find(of.serverId, roleId))?.name ?? '';
      const change = how === 'giveRole' ? { before: null, after: name } : { before: name, after: null };
      await transaction.audit({
        ...about(callerId, of),
        action: how === 'giveRole' ? 'role-given' : 'role-taken',
        changes: [{ field: 'role', ...change }],
      });
      return this.tell(transaction, of);
    });
  }

  private async page(serverId: string, { cursor, limit, ...filter }: PageQuery): Promise<Page> {
    const { prisma } = this.database;
    const after = cursor ? decodeCursor(cursor) : undefined;
    const read = (count: number) =>
      isEmpty(filter)
        ? membersRepository(prisma).page(serverId, { after, limit: count })
        : memberSearchRepository(prisma).page(serverId, filter, { after, limit: count });
    const { rows, nextCursor } = await readPage({ limit, read, cursorOf: encodeCursor });
    return { members: rows, nextCursor };
  }

  private async require({ db }: Transaction, { serverId, userId }: MemberOf): Promise<Member> {
    const member = await membersRepository(db).find(serverId, userId);
    if (!member) throw new AppError('NOT_FOUND');
    return member;
  }

  private async tell(transaction: Transaction, of: MemberOf): Promise<Member> {
    const member = await this.require(transaction, of);
    await transaction.record({ type: 'member.updated', member });
    return member;
  }
}
