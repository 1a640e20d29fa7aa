import type {
  EmailInvitePreview,
  EmailInviteStatus,
  emailInviteRoutes,
  ReceivedInvite,
} from '@maru/contracts/http/chat/email-invites';
import type { ErrorCode } from '@maru/contracts/errors';
import type { RouteReply } from '@maru/contracts/route';
import { AppError } from '@maru/service-kit/app-error';
import type { UserService } from '../../clients/user-service.client.js';
import type { KeyRing } from '@maru/service-kit/key-ring';
import type { Database, Db } from '../../platform/database.js';
import { keyedHash } from '../../platform/keyed-hash.js';
import {
  emailInvitesRepository,
  type FoundEmailInvite,
} from '../../repositories/email-invites.repository.js';
import { inviteMailsRepository } from '../../repositories/invite-mails.repository.js';
import { serversRepository } from '../../repositories/servers.repository.js';
import type { AccessService } from '../access/access.service.js';
import { openInvite } from '../invites/invite-code.js';
import { joinServer } from '../invites/join-server.js';
import { findInviterName } from './inviter-name.js';

interface ReceivedInvitesDeps {
  database: Database;
  access: AccessService;
  users: UserService;
  keys: KeyRing;
  /** Key of the hashes of e-mail addresses. */
  hashKey: string;
  now?: () => Date;
}

/** The error of accepting an invite with this status. An invite works once: a member who left needs a new one. */
const refusals: Record<Exclude<EmailInviteStatus, 'queued' | 'sent' | 'failed'>, ErrorCode> = {
  accepted: 'INVITE_REVOKED',
  declined: 'INVITE_REVOKED',
  revoked: 'INVITE_REVOKED',
  expired: 'INVITE_EXPIRED',
};

const refusalOf = (status: EmailInviteStatus): ErrorCode | undefined =>
  status === 'queued' || status === 'sent' || status === 'failed' ? undefined : refusals[status];

/** `j•••@example.com`. */
const masked = (email: string) => email.replace(/^(.).*@/, '$1•••@');

const describe = ({ server, memberCount }: FoundEmailInvite): ReceivedInvite['server'] => {
  const { serverId, name, iconUrl, description } = server;
  return { serverId, name, iconUrl, description, memberCount };
};

/** Invites by e-mail, for their recipients; see docs/adr/0013. */
export class ReceivedInvitesService {
  constructor(private readonly deps: ReceivedInvitesDeps) {}

  /** Returns no invites for users who have unsubscribed. */
  async list(userId: string): Promise<{ invites: ReceivedInvite[] }> {
    const db = this.deps.database.prisma;
    const { email } = await this.deps.users.getContact(userId);
    if (!email || (await inviteMailsRepository(db).isUnsubscribed(this.hash(email)))) return { invites: [] };
    const received = await this.invites(db).listReceived({ email, userId });
    const invites = received.map((found) => {
      const { emailInviteId, inviterId, createdAt, expiresAt } = found.invite;
      return { emailInviteId, inviterId, createdAt, expiresAt, server: describe(found) };
    });
    return { invites };
  }

  /** Joins the server; changes nothing for a member. @throws INVITE_WRONG_ACCOUNT unless the caller's confirmed address was invited. */
  async accept(
    userId: string,
    emailInviteId: string,
  ): Promise<RouteReply<typeof emailInviteRoutes.acceptReceivedInvite>> {
    const { email } = await this.deps.users.getContact(userId);
    return this.deps.database.transact(async (transaction) => {
      const { db, record } = transaction;
      const servers = serversRepository(db);
      const { server } = await this.requireOwn(db, emailInviteId, email);
      if (!(await servers.lock(server.serverId))) throw new AppError('INVITE_INVALID');
      // Read the invite again: it may have been answered or revoked while the transaction waited for the lock.
      const { invite } = await this.requireOwn(db, emailInviteId, email);
      const refusal = refusalOf(invite.status);
      await joinServer(transaction, server, {
        userId,
        now: this.now(),
        spend: async () => {
          if (refusal) throw new AppError(refusal);
          if (!(await servers.isOpen(server.serverId))) throw new AppError('INVITES_PAUSED');
        },
      });
      if (!refusal) {
        await this.invites(db).closeAll(invite, 'accepted');
        await record({ type: 'received-invites.changed', userId });
      }
      return { server: await this.deps.access.serverSeenBy(userId, server, db), channelId: null };
    });
  }

  async decline(userId: string, emailInviteId: string): Promise<void> {
    const { email } = await this.deps.users.getContact(userId);
    await this.deps.database.transact(async ({ db, record }) => {
      const { invite } = await this.requireOwn(db, emailInviteId, email);
      if (refusalOf(invite.status)) return;
      await this.invites(db).closeAll(invite, 'declined');
      await record({ type: 'received-invites.changed', userId });
    });
  }

  /** Shows only the status of an invite that no longer works. */
  async preview(token: string): Promise<EmailInvitePreview> {
    const db = this.deps.database.prisma;
    const found = await this.requireByToken(db, token);
    const { emailInviteId, email } = found.invite;
    const isWaiting = refusalOf(found.invite.status) === undefined;
    const isOpen = isWaiting && (await serversRepository(db).isOpen(found.server.serverId));
    const status: EmailInvitePreview['status'] = isWaiting && !isOpen ? 'paused' : found.invite.status;
    const { serverId } = found.server;
    const shown = { emailInviteId, status, maskedEmail: masked(email), serverId };
    if (!isOpen) return { ...shown, server: null, inviterName: '' };
    const inviterName = await findInviterName({ db, users: this.deps.users }, found.invite);
    return { ...shown, server: describe(found), inviterName };
  }

  /** Accepts the links of invites that no longer work as well. */
  async unsubscribe(token: string): Promise<void> {
    const db = this.deps.database.prisma;
    const { invite } = await this.requireByToken(db, token);
    await inviteMailsRepository(db).unsubscribe(this.hash(invite.email));
  }

  /** @throws INVITE_INVALID for forged tokens, and if the invite no longer exists. */
  private async requireByToken(db: Db, token: string): Promise<FoundEmailInvite> {
    const reference = openInvite(this.deps.keys, token, 'e-mail invite');
    const found = reference && (await this.invites(db).find(reference.inviteId));
    if (!found || found.invite.nonce !== reference.nonce) throw new AppError('INVITE_INVALID');
    return found;
  }

  private async requireOwn(db: Db, emailInviteId: string, email: string | null): Promise<FoundEmailInvite> {
    const found = await this.invites(db).find(emailInviteId);
    if (!found) throw new AppError('INVITE_INVALID');
    if (found.invite.email !== email) throw new AppError('INVITE_WRONG_ACCOUNT');
    return found;
  }

  private invites(db: Db) {
    return emailInvitesRepository(db, this.now());
  }

  private hash(email: string): string {
    return keyedHash(this.deps.hashKey, email);
  }

  private now(): Date {
    return this.deps.now?.() ?? new Date();
  }
}
