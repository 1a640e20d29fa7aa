import type { AuditAction } from '@maru/contracts/http/chat/audit-log';
import type { Member } from '@maru/contracts/http/chat/members';
import { moderationRoutes, type Ban } from '@maru/contracts/http/chat/moderation';
import { limits } from '@maru/contracts/limits';
import { outranks, resolvePermissions } from '@maru/contracts/permission-rules';
import { can } from '@maru/contracts/permissions';
import { serverId as serverIdSchema } from '@maru/contracts/primitives';
import type { RouteBody, RouteQuery, RouteReply } from '@maru/contracts/route';
import { AppError } from '@maru/service-kit/app-error';
import { readPage } from '@maru/service-kit/page';
import type { UserService } from '../../clients/user-service.client.js';
import { changesBetween } from '../../platform/audit.js';
import type { Database, Db, Transaction } from '../../platform/database.js';
import { channelsRepository } from '../../repositories/channels.repository.js';
import { bansRepository } from '../../repositories/bans.repository.js';
import { emailInvitesRepository } from '../../repositories/email-invites.repository.js';
import { invitesRepository } from '../../repositories/invites.repository.js';
import { membersRepository } from '../../repositories/members.repository.js';
import { peopleRepository } from '../../repositories/people.repository.js';
import type { AccessService, PlainRoute, Standing } from '../access/access.service.js';

interface ModerationDeps {
  database: Database;
  access: AccessService;
  users: Pick<UserService, 'exists'>;
  now?: () => Date;
}

/** A moderator's action on a user. */
interface Case {
  actorId: string;
  serverId: string;
  userId: string;
}

/** A change to what a member may do in all voice channels. */
interface VoiceRestriction {
  route: PlainRoute;
  terms: Partial<Pick<Member, 'isMuted' | 'isDeafened'>>;
  action: AuditAction;
  reason: string;
}

type BanTerms = RouteBody<typeof moderationRoutes.banMember>;

const about = ({ actorId, serverId, userId }: Case) => ({ actorId, serverId, targetId: userId });

/** Moderators' actions on lower-ranked users; each one writes an audit entry. */
export class ModerationService {
  constructor(private readonly deps: ModerationDeps) {}

  kick(on: Case, reason: string): Promise<void> {
    return this.deps.database.transact(async (transaction) => {
      const { rules } = await this.lockAbove(transaction, on, moderationRoutes.kickMember);
      await membersRepository(transaction.db).remove(on.serverId, on.userId);
      await transaction.record({ type: 'member.left', serverId: rules.serverId, userId: on.userId });
      await transaction.audit({ ...about(on), action: 'member-kicked', reason });
    });
  }

  /** `seconds: null` ends the time-out. Administrators can't be timed out: it would have no effect on them. */
  timeOut(on: Case, { seconds, reason }: { seconds: number | null; reason: string }): Promise<Member> {
    return this.deps.database.transact(async (transaction) => {
      const { rules, target } = await this.lockAbove(transaction, on, moderationRoutes.timeOutMember);
      const isAdministrator = can(resolvePermissions({ rules, member: target }), 'administrator');
      if (seconds !== null && isAdministrator) throw new AppError('FORBIDDEN');
      if (seconds === null && target.timedOutUntil === null) return target;
      const timedOutUntil = seconds === null ? null : this.after(seconds);
      const member = await membersRepository(transaction.db).update(on.serverId, on.userId, {
        timedOutUntil,
      });
      await transaction.record({ type: 'member.updated', member });
      await transaction.audit({
        ...about(on),
        action: seconds === null ? 'timeout-ended' : 'member-timed-out',
        changes: [{ field: 'timedOutUntil', before: target.timedOutUntil, after: member.timedOutUntil }],
        reason,
      });
      return member;
    });
  }

  mute(on: Case, { isMuted, reason }: { isMuted: boolean; reason: string }): Promise<Member> {
    const action = isMuted ? 'member-muted' : 'member-unmuted';
    return this.restrictVoice(on, { route: moderationRoutes.muteMember, terms: { isMuted }, action, reason });
  }

  deafen(on: Case, { isDeafened, reason }: { isDeafened: boolean; reason: string }): Promise<Member> {
    const action = isDeafened ? 'member-deafened' : 'member-undeafened';
    const route = moderationRoutes.deafenMember;
    return this.restrictVoice(on, { route, terms: { isDeafened }, action, reason });
  }

  /**
   * Also bans users who are not members, so that leaving is no escape, and revokes their invites.
   * @throws NOT_FOUND if the user does not exist.
   */
  async ban(on: Case, { seconds, purgeSeconds, reason }: BanTerms): Promise<Ban> {
    // Only members who can ban may learn which users exist.
    await this.deps.access.require(on.actorId, moderationRoutes.banMember, on);
    await this.requirePerson(on);
    return this.deps.database.transact(async (transaction) => {
      const { db, record } = transaction;
      const standing = await this.deps.access.lock(db, on.actorId, moderationRoutes.banMember, on);
      const member = await membersRepository(db).find(on.serverId, on.userId);
      this.requireAbove(standing, member ?? { userId: on.userId, roleIds: [] });
      const expiresAt = seconds === null ? null : this.after(seconds);
      const before = await bansRepository(db).find(on.serverId, on.userId, this.now());
      if (!before) await this.requireRoom(db, on.serverId);
      const terms = { serverId: on.serverId, userId: on.userId, bannedBy: on.actorId, reason, expiresAt };
      const ban = await bansRepository(db).put(terms);
      await invitesRepository(db).revokeAllOf(on.serverId, on.userId, this.now());
      await emailInvitesRepository(db).revokeAllOf(on.serverId, on.userId);
      if (member) {
        await membersRepository(db).remove(on.serverId, on.userId);
        await record({ type: 'member.left', serverId: ban.serverId, userId: on.userId });
      }
      if (purgeSeconds > 0) await this.purge(transaction, on, purgeSeconds);
      const changes = changesBetween(before, ban, ['expiresAt']);
      const entry = { ...about(on), action: 'member-banned' as const, reason };
      // A permanent ban has no changes, but is logged as well.
      await transaction.audit(changes.length > 0 ? { ...entry, changes } : entry);
      return ban;
    });
  }

  unban(on: Case): Promise<void> {
    return this.deps.database.transact(async ({ db, audit }) => {
      await this.deps.access.lock(db, on.actorId, moderationRoutes.unbanMember, on);
      if (!(await bansRepository(db).remove(on.serverId, on.userId))) throw new AppError('NOT_FOUND');
      await audit({ ...about(on), action: 'member-unbanned' });
    });
  }

  async listBans(
    serverId: string,
    { cursor, limit }: RouteQuery<typeof moderationRoutes.listBans>,
  ): Promise<RouteReply<typeof moderationRoutes.listBans>> {
    const bans = bansRepository(this.deps.database.prisma);
    const { rows, nextCursor } = await readPage({
      limit,
      read: (count) => bans.page(serverId, { after: cursor, limit: count, now: this.now() }),
      cursorOf: ({ userId }) => userId,
    });
    return { bans: rows, nextCursor };
  }

  /** A repeat changes nothing. */
  private restrictVoice(on: Case, { route, terms, action, reason }: VoiceRestriction): Promise<Member> {
    return this.deps.database.transact(async (transaction) => {
      const { target } = await this.lockAbove(transaction, on, route);
      const wanted = { ...target, ...terms };
      if (target.isMuted === wanted.isMuted && target.isDeafened === wanted.isDeafened) return target;
      const member = await membersRepository(transaction.db).update(on.serverId, on.userId, terms);
      await transaction.record({ type: 'member.updated', member });
      await transaction.audit({ ...about(on), action, reason });
      return member;
    });
  }

  /** Runs after a delay, so that messages in flight at the time of the ban are deleted as well. */
  private async purge(
    { db, enqueue }: Transaction,
    { serverId, userId }: Case,
    seconds: number,
  ): Promise<void> {
    const { channels } = await channelsRepository(db).listOf(serverId);
    const channelIds = channels.map(({ channelId }) => channelId);
    const since = this.after(-seconds).toISOString();
    await enqueue(
      {
        kind: 'purge-author',
        serverId: serverIdSchema.parse(serverId),
        channelIds,
        authorId: userId,
        since,
      },
      { runAt: this.after(3) },
    );
  }

  private async lockAbove(
    { db }: Transaction,
    on: Case,
    route: PlainRoute,
  ): Promise<Standing & { target: Member }> {
    const standing = await this.deps.access.lock(db, on.actorId, route, on);
    const target = await membersRepository(db).find(on.serverId, on.userId);
    if (!target) throw new AppError('NOT_FOUND');
    this.requireAbove(standing, target);
    return { ...standing, target };
  }

  /** A ban needs an existing user, not a made-up id; most users are known to this service already. */
  private async requirePerson({ serverId, userId }: Case): Promise<void> {
    const { database, users } = this.deps;
    const { prisma } = database;
    if (await membersRepository(prisma).find(serverId, userId)) return;
    if (await peopleRepository(prisma).isKnown(userId)) return;
    if (await bansRepository(prisma).find(serverId, userId, this.now())) return;
    if (!(await users.exists(userId))) throw new AppError('NOT_FOUND');
  }

  private async requireRoom(db: Db, serverId: string): Promise<void> {
    const bans = bansRepository(db);
    if ((await bans.count(serverId)) < limits.bansPerServer) return;
    await bans.removeExpired(serverId, this.now());
    if ((await bans.count(serverId)) >= limits.bansPerServer) throw new AppError('BAN_LIMIT_REACHED');
  }

  private now(): Date {
    return this.deps.now?.() ?? new Date();
  }

  private requireAbove({ rules, member }: Standing, target: Parameters<typeof outranks>[2]): void {
    if (!outranks(rules, member, target)) throw new AppError('FORBIDDEN');
  }

  private after(seconds: number): Date {
    return new Date(this.now().getTime() + seconds * 1_000);
  }
}
