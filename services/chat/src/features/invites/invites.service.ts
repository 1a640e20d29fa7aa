import type {
  Invite,
  InvitePreview,
  inviteRoutes,
  InviteStatus,
  ListedInvite,
} from '@maru/contracts/http/chat/invites';
import type { ErrorCode } from '@maru/contracts/errors';
import { limits } from '@maru/contracts/limits';
import { isAboveRole } from '@maru/contracts/permission-rules';
import { can } from '@maru/contracts/permissions';
import type { RouteBody, RouteReply } from '@maru/contracts/route';
import { AppError } from '@maru/service-kit/app-error';
import { newId } from '@maru/service-kit/ids';
import type { Database, Db, IdempotentRequest } from '../../platform/database.js';
import {
  invitesRepository,
  type FoundInvite,
  type StoredInvite,
} from '../../repositories/invites.repository.js';
import { serversRepository } from '../../repositories/servers.repository.js';
import type { AccessService, Standing } from '../access/access.service.js';
import type { Sight } from '../access/sight.js';
import { openInvite, type KeyRing } from './invite-code.js';
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

/** Whether somebody may give this role, by hand or by invite. */
const mayGive = ({ rules, member, permissions }: Standing, roleId: string): boolean =>
  can(permissions, 'manageRoles') &&
  rules.roles.some((role) => role.roleId === roleId && isAboveRole(rules, member, role));

/** Links that let people join; see docs/adr/0012. */
export class InvitesService {
  constructor(private readonly deps: InvitesDeps) {}

  /**
   * A link; the caller's last one again when it asks the same and nobody has used it yet, so that looking makes no new ones.
   * FORBIDDEN for a role that the caller may not give, INVITES_PAUSED while nobody may join by link, INVITE_LIMIT_REACHED when the
   * server has as many links as it may.
   */
  async create(request: IdempotentRequest, serverId: string, wanted: NewInvite): Promise<Invite> {
    const { database, access } = this.deps;
    const stored = await database.transactOnce(request, async ({ db }) => {
      const standing = await access.lockServer(db, request.userId, serverId, 'createInvite');
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
    });
    // The code is no part of what is stored for retries: it is shown to those only who could make the link now.
    return this.show(request.userId, serverId, stored);
  }

  /** All that work; with their codes those only that the caller could make, too. */
  async list(userId: string, serverId: string): Promise<RouteReply<typeof inviteRoutes.listInvites>> {
    const { access, database } = this.deps;
    const db = database.prisma;
    const [standing, sight, invites, arePaused] = await Promise.all([
      access.requireInServer(userId, serverId, 'manageServer'),
      access.sightIn(userId, serverId),
      invitesRepository(db).listWorking(serverId, { now: this.now(), limit: limits.invitesPerServer }),
      serversRepository(db).areInvitesPaused(serverId),
    ]);
    return { invites: invites.map((invite) => this.describe(invite, standing, sight)), arePaused };
  }

  pause(userId: string, serverId: string, arePaused: boolean): Promise<void> {
    return this.deps.database.transact(async ({ db, audit }) => {
      await this.deps.access.lockServer(db, userId, serverId, 'manageServer');
      const servers = serversRepository(db);
      if ((await servers.areInvitesPaused(serverId)) === arePaused) return;
      await servers.pauseInvites(serverId, arePaused ? this.now() : null);
      await audit({ serverId, actorId: userId, action: arePaused ? 'invites-paused' : 'invites-resumed' });
    });
  }

  /** NOT_FOUND when the server has no such link, FORBIDDEN when it is somebody else's and the caller does not manage the server. */
  revoke(userId: string, serverId: string, inviteId: string): Promise<void> {
    const { database, access } = this.deps;
    return database.transact(async ({ db, audit }) => {
      await access.lockServer(db, userId, serverId, 'member');
      const found = await invitesRepository(db).find({ inviteId }, this.now());
      if (found?.server.serverId !== serverId) throw new AppError('NOT_FOUND');
      const isOwn = found.invite.creatorId === userId;
      if (!isOwn) await access.requireInServer(userId, serverId, 'manageServer', db);
      if (found.status === 'revoked') return;
      await invitesRepository(db).revoke(inviteId, this.now());
      if (isOwn) return;
      await audit({ serverId, actorId: userId, action: 'invite-revoked', targetId: inviteId });
    });
  }

  /** A link that no longer works tells only why: whoever kept it learns nothing of the server. */
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

  /** Joins the invite's server. Whoever is in already stays as they are, and the link is not used up. */
  accept(userId: string, code: string): Promise<RouteReply<typeof inviteRoutes.acceptInvite>> {
    return this.deps.database.transact(async (transaction) => {
      const { db } = transaction;
      const { server } = await this.require(db, code);
      if (!(await serversRepository(db).lock(server.serverId))) throw new AppError('INVITE_INVALID');
      // Read again: uses were counted while we waited for the lock.
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

  /** INVITE_INVALID for codes that we did not make, and for those whose invite is gone. */
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

  /** As links had them before codes became short. */
  private async findByLongCode(db: Db, code: string): Promise<FoundInvite | undefined> {
    const reference = openInvite(this.deps.keys, code);
    const found = reference && (await invitesRepository(db).find(reference, this.now()));
    return found?.invite.nonce === reference?.nonce ? found : undefined;
  }

  /** One of the server's that the maker sees. */
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

  /** The invite's role as long as it exists and who made the link may still give it: a link can't do more than its maker. */
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
    const standing = await access.requireInServer(userId, serverId, 'createInvite');
    const { code, ...invite } = this.describe(found.invite, standing, await access.sightIn(userId, serverId));
    if (code === null) throw new AppError('FORBIDDEN');
    return { ...invite, code };
  }

  /** Without the code for whoever could not make the same link now, and without a channel that they do not see. */
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

  /** When a link that is handed out again must end: at most a tenth of its time is gone. */
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
