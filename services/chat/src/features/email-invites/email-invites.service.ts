import {
  emailInvite as emailInviteSchema,
  emailInviteRoutes,
  type EmailInvite,
} from '@maru/contracts/http/chat/email-invites';
import { limits } from '@maru/contracts/limits';
import { can } from '@maru/contracts/permissions';
import type { PlacedRoute, RouteBody, RouteQuery, RouteReply } from '@maru/contracts/route';
import { AppError } from '@maru/service-kit/app-error';
import { newId } from '@maru/service-kit/ids';
import { readPage } from '@maru/service-kit/page';
import type { Database, Db, IdempotentRequest, Transaction } from '../../platform/database.js';
import { keyedHash } from '../../platform/keyed-hash.js';
import {
  emailInvitesRepository,
  type StoredEmailInvite,
} from '../../repositories/email-invites.repository.js';
import { inviteMailsRepository } from '../../repositories/invite-mails.repository.js';
import { serversRepository } from '../../repositories/servers.repository.js';
import { requireFor, type AccessService } from '../access/access.service.js';
import { newInviteNonce } from '../invites/invite-code.js';

interface EmailInvitesDeps {
  database: Database;
  access: AccessService;
  /** Key of the hashes of e-mail addresses. */
  hashKey: string;
  now?: () => Date;
}

/** An invite of a server, and the caller. */
interface Choice {
  userId: string;
  serverId: string;
  emailInviteId: string;
}

type NewInvites = RouteBody<typeof emailInviteRoutes.createEmailInvites>;
type ListReply = RouteReply<typeof emailInviteRoutes.listEmailInvites>;

const { perSenderPerDay, pendingPerServer, lifeMs, resendAfterMs } = limits.emailInvites;
export const dayMs = 86_400_000;
/** Time after expiry during which the links of a mail still show the invite's status and unsubscribe. */
const keptMs = 30 * dayMs;

const isUnanswered = ({ status }: StoredEmailInvite) =>
  ['queued', 'sent', 'failed', 'expired'].includes(status);
const isOwn = (invite: StoredEmailInvite, userId: string) => invite.inviterId === userId;

/** Invites by e-mail, for their senders; see docs/adr/0013. */
export class EmailInvitesService {
  constructor(private readonly deps: EmailInvitesDeps) {}

  /**
   * Creates one invite per address, or returns the caller's own pending one. The reply never reveals whether an address has an account,
   * belongs to a member, was invited by another member, or gets no mail.
   * @throws INVITES_PAUSED; EMAIL_INVITE_LIMIT_REACHED for the server; RATE_LIMITED for the sender.
   */
  create(
    request: IdempotentRequest,
    serverId: string,
    { emails, locale }: NewInvites,
  ): Promise<{ emailInvites: EmailInvite[] }> {
    const { database, access } = this.deps;
    return database.transactOnce(
      access.lockFor(request, emailInviteRoutes.createEmailInvites, { serverId }),
      async (transaction) => {
        const { db } = transaction;
        await this.requireOpen(db, serverId);
        const invites = this.invites(db);
        const wanted = [...new Set(emails)];
        const own = { serverId, inviterId: request.userId };
        const byEmail = new Map((await invites.listPending(own, wanted)).map((each) => [each.email, each]));
        const missing = wanted.filter((email) => !byEmail.has(email));
        if ((await invites.countPending(serverId)) + missing.length > pendingPerServer)
          throw new AppError('EMAIL_INVITE_LIMIT_REACHED');
        for (const email of missing) {
          const terms = { ...own, email, locale, expiresAt: this.after(lifeMs) };
          const invite = await invites.insert({ id: newId(), nonce: newInviteNonce(), ...terms });
          byEmail.set(email, invite);
          await this.askForMail(transaction, invite, request.userId);
        }
        await this.requireBudget(db, request.userId);
        return { emailInvites: emailInviteSchema.array().parse(wanted.map((email) => byEmail.get(email))) };
      },
    );
  }

  async list(
    userId: string,
    serverId: string,
    { cursor, limit }: RouteQuery<typeof emailInviteRoutes.listEmailInvites>,
  ): Promise<ListReply> {
    const { permissions } = await this.deps.access.standingIn(userId, serverId);
    const inviterId = can(permissions, 'manageServer') ? undefined : userId;
    const invites = this.invites(this.deps.database.prisma);
    const { rows, nextCursor } = await readPage({
      limit,
      read: (count) => invites.pageUnanswered({ serverId, inviterId, before: cursor, limit: count }),
      cursorOf: ({ emailInviteId }) => emailInviteId,
    });
    return { emailInvites: emailInviteSchema.array().parse(rows), nextCursor };
  }

  /** @throws CONFLICT if the invite was answered or revoked, RATE_LIMITED shortly after the last mail. */
  resend(choice: Choice): Promise<EmailInvite> {
    return this.deps.database.transact(async (transaction) => {
      const { db } = transaction;
      const invite = await this.lock(db, choice, emailInviteRoutes.resendEmailInvite);
      await this.requireOpen(db, choice.serverId);
      if (!isUnanswered(invite)) throw new AppError('CONFLICT');
      const waitMs = invite.askedAt.getTime() + resendAfterMs - this.now().getTime();
      if (waitMs > 0) throw new AppError('RATE_LIMITED', { retryAfterMs: waitMs });
      const renewed = await this.invites(db).renew(invite.emailInviteId, this.after(lifeMs));
      await this.askForMail(transaction, renewed, choice.userId);
      await this.requireBudget(db, choice.userId);
      return emailInviteSchema.parse(renewed);
    });
  }

  revoke(choice: Choice): Promise<void> {
    return this.deps.database.transact(async ({ db, record, audit }) => {
      const { userId: actorId, serverId, emailInviteId } = choice;
      const invite = await this.lock(db, choice, emailInviteRoutes.revokeEmailInvite);
      if (!isUnanswered(invite)) return;
      await this.invites(db).close(emailInviteId, 'revoked');
      const { toldUserId: userId } = invite;
      if (userId) await record({ type: 'received-invites.changed', userId });
      // Omit the address: readers of the log may lack `manageServer`.
      if (!isOwn(invite, actorId))
        await audit({ serverId, actorId, action: 'email-invite-revoked', targetId: emailInviteId });
    });
  }

  /** Deletes addresses that are no longer needed. */
  async prune(): Promise<void> {
    const { prisma } = this.deps.database;
    await this.invites(prisma).removeExpiredBefore(this.after(-keptMs));
    // A mail is retried for about a day.
    await inviteMailsRepository(prisma).removeAskedBefore(this.after(-2 * dayMs));
  }

  /** @throws NOT_FOUND if the server has no such invite, FORBIDDEN if the caller doesn't meet the route's demand. */
  private async lock(
    db: Db,
    { userId, serverId, emailInviteId }: Choice,
    route: PlacedRoute,
  ): Promise<StoredEmailInvite> {
    const standing = await this.deps.access.lockMember(db, userId, serverId);
    const invite = (await this.invites(db).find(emailInviteId))?.invite;
    if (invite?.serverId !== serverId) throw new AppError('NOT_FOUND');
    requireFor(standing, route, { isOwn: isOwn(invite, userId) });
    return invite;
  }

  private async requireOpen(db: Db, serverId: string): Promise<void> {
    if (!(await serversRepository(db).isOpen(serverId))) throw new AppError('INVITES_PAUSED');
  }

  private async askForMail(
    { db, enqueue }: Transaction,
    { emailInviteId, email }: StoredEmailInvite,
    senderId: string,
  ): Promise<void> {
    const mailId = newId();
    const addressHash = keyedHash(this.deps.hashKey, email);
    await inviteMailsRepository(db).insert({ id: mailId, senderId, addressHash, askedAt: this.now() });
    await enqueue({ kind: 'send-email-invite', emailInviteId, mailId });
  }

  /** Counts the sender's mails of the last 24 hours in all servers. */
  private async requireBudget(db: Db, senderId: string): Promise<void> {
    const budget = { since: this.after(-dayMs), limit: perSenderPerDay };
    const first = await inviteMailsRepository(db).lockAndFindExcess(senderId, budget);
    if (!first) return;
    throw new AppError('RATE_LIMITED', { retryAfterMs: first.getTime() - budget.since.getTime() });
  }

  private invites(db: Db) {
    return emailInvitesRepository(db, this.now());
  }

  private after(ms: number): Date {
    return new Date(this.now().getTime() + ms);
  }

  private now(): Date {
    return this.deps.now?.() ?? new Date();
  }
}
