import {
  inviteRoutes,
  type Invite,
  type InvitePreview,
  type InviteStatus,
  type ListedInvite,
} from '@maru/contracts/http/chat/invites';
import type { ErrorCode } from '@maru/contracts/errors';
import { limits } from '@maru/contracts/limits';
import { isAboveRole } from '@maru/contracts/permission-rules';
import { can } from '@maru/contracts/permissions';
import type { RouteBody, RouteReply } from '@maru/contracts/route';
import { AppError } from '@maru/service-kit/app-error';
import { newId } from '@maru/service-kit/ids';
import type { KeyRing } from '@maru/service-kit/key-ring';
import type { Database, Db, IdempotentRequest } from '../../platform/database.js';
import {
  invitesRepository,
  type FoundInvite,
  type StoredInvite,
} from '../../repositories/invites.repository.js';
import { serversRepository } from '../../repositories/servers.repository.js';
import { requireFor, type AccessService, type Standing } from '../access/access.service.js';
import type { Sight } from '../access/sight.js';
import { openInvite } from './invite-code.js';
import { knownNameOf } from './known-name.js';
import { newCodeId, openShortCode, sealShortCode, shortCodeLength } from './short-code.js';
import { joinServer } from './join-server.js';
import type { OnlineCounts } from './online-counts.js';

interface InvitesDeps {
  database: Database;
  access: AccessService;
  keys: KeyRing;
  onlineCounts: OnlineCounts;
  now?: () => Date;
}

type NewInvite = RouteBody<typeof inviteRoutes.createInvite>;

const refusals: Record<Exclude<InviteStatus, 'open'>, ErrorCode> = {
  expired: 'INVITE_EXPIRED',
  revoked: 'INVITE_REVOKED',
  full: 'INVITE_FULL',
  paused: 'INVITES_PAUSED',
};

/** Returns true if the member can assign this role, by hand or by invite. */
const mayGive = ({ rules, member, permissions }: Standing, roleId: string): boolean =>
  can(permissions, 'manageRoles') &&
  rules.roles.some((role) => role.roleId === roleId && isAboveRole(rules, member, role));

/** Invite links; see docs/adr/0012. */
export class InvitesService {
  constructor(private readonly deps: InvitesDeps) {}

  /**
   * Returns the caller's unused link with the same terms if there is one, so that opening the dialog creates no further links.
   * @throws FORBIDDEN for a role that the caller can't assign; INVITES_PAUSED while joining by link is paused; INVITE_LIMIT_REACHED if the
   * server has the maximum number of links.
   */
  async create(request: IdempotentRequest, serverId: string, wanted: NewInvite): Promise<Invite> {
    const { database, access } = this.deps;
    const stored = await database.transactOnce(
      access.lockFor(request, inviteRoutes.createInvite, { serverId }),
      async ({ db }, standing) => {
        const invites = invitesRepository(db);
        if (!(await serversRepository(db).isOpen(serverId))) throw new AppError('INVITES_PAUSED');
        await this.requireChannel(db, standing, wanted.channelId);
        this.requireRole(standing, wanted.roleId);
        const { maxAgeSeconds, ...terms } = wanted;
        const same = { serverId, creatorId: request.userId, ...terms };
        const fresh = await invites.findUnused(same, this.lifeLeft(maxAgeSeconds));
        if (fresh) return { inviteId: fresh.inviteId };
        if ((await invites.countWorking(serverId, this.now())) >= limits.invitesPerServer)
          throw new AppError('INVITE_LIMIT_REACHED');
        const invite = await invites.insert({
          id: newId(),
          codeId: newCodeId(),
          ...same,
          expiresAt: maxAgeSeconds === null ? null : this.after(maxAgeSeconds),
        });
        return { inviteId: invite.inviteId };
      },
    );
    // The reply stored for retries lacks the code: only a caller who could still create the link receives it.
    return this.show(request.userId, serverId, stored);
  }

  /** Returns all links that work. The caller sees the codes of those that they could create themselves. */
  async list(userId: string, serverId: string): Promise<RouteReply<typeof inviteRoutes.listInvites>> {
    const { access, database } = this.deps;
    const db = database.prisma;
    const [standing, sight, invites, arePaused] = await Promise.all([
      access.standingIn(userId, serverId),
      access.sightIn(userId, serverId),
      invitesRepository(db).listWorking(serverId, { now: this.now(), limit: limits.invitesPerServer }),
      serversRepository(db).areInvitesPaused(serverId),
    ]);
    return { invites: invites.map((invite) => this.describe(invite, standing, sight)), arePaused };
  }

  pause(userId: string, serverId: string, arePaused: boolean): Promise<void> {
    return this.deps.database.transact(async ({ db, audit }) => {
      await this.deps.access.lock(db, userId, inviteRoutes.pauseInvites, { serverId });
      const servers = serversRepository(db);
      if ((await servers.areInvitesPaused(serverId)) === arePaused) return;
      await servers.pauseInvites(serverId, arePaused ? this.now() : null);
      await audit({ serverId, actorId: userId, action: arePaused ? 'invites-paused' : 'invites-resumed' });
    });
  }

  /** Creators can revoke their own links. @throws NOT_FOUND if the server has no such link. */
  revoke(userId: string, serverId: string, inviteId: string): Promise<void> {
    const { database, access } = this.deps;
    return database.transact(async ({ db, audit }) => {
      const standing = await access.lockMember(db, userId, serverId);
      const found = await invitesRepository(db).find({ inviteId }, this.now());
      if (found?.server.serverId !== serverId) throw new AppError('NOT_FOUND');
      const isOwn = found.invite.creatorId === userId;
      requireFor(standing, inviteRoutes.revokeInvite, { isOwn });
      if (found.status === 'revoked') return;
      await invitesRepository(db).revoke(inviteId, this.now());
      if (isOwn) return;
      await audit({ serverId, actorId: userId, action: 'invite-revoked', targetId: inviteId });
    });
  }

  /** Shows only the status of a link that no longer works: its holder learns nothing about the server. */
  async preview(code: string): Promise<InvitePreview> {
    const db = this.deps.database.prisma;
    const { invite, status, server, memberCount } = await this.require(db, code);
    const { expiresAt, creatorId } = invite;
    const { serverId, name, iconUrl, description } = server;
    if (status !== 'open') return { code, status, expiresAt, serverId, server: null, inviter: null };
    const [onlineCount, inviterName] = await Promise.all([
      this.deps.onlineCounts(serverId),
      knownNameOf(db, { serverId, userId: creatorId }),
    ]);
    const shown = { serverId, name, iconUrl, description, memberCount, onlineCount };
    const inviter = inviterName ? { userId: creatorId, name: inviterName } : null;
    return { code, status, expiresAt, serverId, server: shown, inviter };
  }

  /** Joins the invite's server. For a member it changes nothing and doesn't count as a use. */
  accept(userId: string, code: string): Promise<RouteReply<typeof inviteRoutes.acceptInvite>> {
    return this.deps.database.transact(async (transaction) => {
      const { db } = transaction;
      const { server } = await this.require(db, code);
      if (!(await serversRepository(db).lock(server.serverId))) throw new AppError('INVITE_INVALID');
      // Read the invite again: it may have been used while the transaction waited for the lock.
      const { invite, status } = await this.require(db, code);
      await joinServer(transaction, server, {
        userId,
        roleId: await this.roleToGive(db, invite),
        isTemporary: invite.isTemporary,
        now: this.now(),
        spend: async () => {
          if (status !== 'open') throw new AppError(refusals[status]);
          await invitesRepository(db).use(invite.inviteId);
        },
      });
      const sight = await this.deps.access.sightIn(userId, server.serverId, db);
      const { channelId } = invite;
      return {
        server: sight.server(server),
        channelId: channelId && sight.sees(channelId) ? channelId : null,
      };
    });
  }

  /** @throws INVITE_INVALID for forged codes, and if the invite no longer exists. */
  private async require(db: Db, code: string): Promise<FoundInvite> {
    const found = await (code.length === shortCodeLength
      ? this.findByShortCode(db, code)
      : this.findByLongCode(db, code));
    if (!found) throw new AppError('INVITE_INVALID');
    return found;
  }

  private async findByShortCode(db: Db, code: string): Promise<FoundInvite | undefined> {
    const codeId = openShortCode(this.deps.keys, code);
    return codeId === undefined ? undefined : invitesRepository(db).find({ codeId }, this.now());
  }

  /** Finds a link that was created before codes became short. */
  private async findByLongCode(db: Db, code: string): Promise<FoundInvite | undefined> {
    const reference = openInvite(this.deps.keys, code);
    const found = reference && (await invitesRepository(db).find(reference, this.now()));
    return found?.invite.nonce === reference?.nonce ? found : undefined;
  }

  /** @throws VALIDATION_FAILED unless the creator sees the channel in this server. */
  private async requireChannel(db: Db, { member }: Standing, channelId: string | null): Promise<void> {
    if (!channelId) return;
    const sight = await this.deps.access.sightIn(member.userId, member.serverId, db);
    if (!sight.sees(channelId)) throw new AppError('VALIDATION_FAILED', { fields: { channelId: 'unknown' } });
  }

  private requireRole(standing: Standing, roleId: string | null): void {
    const { serverId, roles } = standing.rules;
    if (!roleId) return;
    if (roleId === serverId || !roles.some((role) => role.roleId === roleId))
      throw new AppError('VALIDATION_FAILED', { fields: { roleId: 'unknown' } });
    if (!mayGive(standing, roleId)) throw new AppError('FORBIDDEN');
  }

  /** Returns the invite's role if it exists and the creator can still assign it: a link can't do more than its creator. */
  private async roleToGive(db: Db, { serverId, creatorId, roleId }: StoredInvite) {
    if (!roleId) return null;
    const maker = await this.deps.access.findInServer(creatorId, serverId, db);
    return maker && mayGive(maker, roleId) ? roleId : null;
  }

  private async show(
    userId: string,
    serverId: string,
    { inviteId }: Pick<Invite, 'inviteId'>,
  ): Promise<Invite> {
    const { access, database } = this.deps;
    const found = await invitesRepository(database.prisma).find({ inviteId }, this.now());
    if (!found) throw new AppError('NOT_FOUND');
    const standing = await access.require(userId, inviteRoutes.createInvite, { serverId });
    const { code, ...invite } = this.describe(found.invite, standing, await access.sightIn(userId, serverId));
    if (code === null) throw new AppError('FORBIDDEN');
    return { ...invite, code };
  }

  /** Omits the code for callers who could not create the same link now, and a channel that they can't see. */
  private describe(
    { codeId, nonce: _nonce, ...invite }: StoredInvite,
    standing: Standing,
    sight: Sight,
  ): ListedInvite {
    const { channelId, roleId } = invite;
    const isChannelHidden = channelId !== null && !sight.sees(channelId);
    const couldMake =
      can(standing.permissions, 'createInvite') &&
      !isChannelHidden &&
      (roleId === null || mayGive(standing, roleId));
    return {
      ...invite,
      channelId: isChannelHidden ? null : channelId,
      code: couldMake ? sealShortCode(this.deps.keys, codeId) : null,
    };
  }

  /** Returns the range of expiry dates of a link that may be returned again: at most a tenth of its lifetime has passed. */
  private lifeLeft(maxAgeSeconds: number | null): { from: Date; to: Date } | null {
    return maxAgeSeconds === null
      ? null
      : { from: this.after(maxAgeSeconds * 0.9), to: this.after(maxAgeSeconds) };
  }

  private after(seconds: number): Date {
    return new Date(this.now().getTime() + seconds * 1000);
  }

  private now(): Date {
    return this.deps.now?.() ?? new Date();
  }
}
