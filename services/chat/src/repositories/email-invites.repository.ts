import {
  emailInvite as emailInviteSchema,
  type EmailInvite,
  type EmailInviteStatus,
} from '@maru/contracts/http/chat/email-invites';
import type { Server } from '@maru/contracts/http/chat/servers';
import type { Locale } from '@maru/contracts/primitives';
import type { Db } from '../platform/database.js';
import { toServer } from './servers.repository.js';

type Outcome = 'accepted' | 'declined' | 'revoked';

interface EmailInviteRow {
  id: string;
  nonce: string;
  serverId: string;
  email: string;
  inviterId: string;
  toldUserId: string | null;
  locale: Locale;
  outcome: Outcome | null;
  createdAt: Date;
  askedAt: Date;
  sentAt: Date | null;
  failedAt: Date | null;
  expiresAt: Date;
}

/** An e-mail invite with the fields that its sender doesn't see. */
export interface StoredEmailInvite extends EmailInvite {
  nonce: string;
  toldUserId: string | null;
  locale: Locale;
  askedAt: Date;
}

/** An e-mail invite with its server. */
export interface FoundEmailInvite {
  invite: StoredEmailInvite;
  server: Server;
  memberCount: number;
}

const statusOf = ({ outcome, expiresAt, sentAt, failedAt }: EmailInviteRow, now: Date): EmailInviteStatus => {
  if (outcome) return outcome;
  if (expiresAt <= now) return 'expired';
  if (failedAt) return 'failed';
  return sentAt ? 'sent' : 'queued';
};

const toStored = (row: EmailInviteRow, now: Date): StoredEmailInvite => ({
  ...emailInviteSchema.parse({
    ...row,
    emailInviteId: row.id,
    status: statusOf(row, now),
    createdAt: row.createdAt.toISOString(),
    sentAt: row.sentAt?.toISOString() ?? null,
    expiresAt: row.expiresAt.toISOString(),
  }),
  nonce: row.nonce,
  toldUserId: row.toldUserId,
  locale: row.locale,
  askedAt: row.askedAt,
});

const pending = (now: Date) => ({ outcome: null, expiresAt: { gt: now } });

const joinableBy = (userId: string, now: Date) => ({
  invitesPausedAt: null,
  raidModeSince: null,
  members: { none: { userId } },
  bans: { none: { userId, OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] } },
});

interface Page {
  serverId: string;
  /** Returns only this sender's invites. */
  inviterId?: string;
  before?: string;
  limit: number;
}

/** Rows of `email_invites`. */
export const emailInvitesRepository = (db: Db, now = new Date()) => ({
  async insert(
    invite: Omit<EmailInviteRow, 'toldUserId' | 'outcome' | 'sentAt' | 'failedAt' | 'createdAt' | 'askedAt'>,
  ): Promise<StoredEmailInvite> {
    const data = { ...invite, createdAt: now, askedAt: now };
    return toStored(await db.emailInvite.create({ data }), now);
  },

  async find(emailInviteId: string): Promise<FoundEmailInvite | undefined> {
    const where = { id: emailInviteId };
    const row = await db.emailInvite.findUnique({ where, include: { server: true } });
    return row
      ? { invite: toStored(row, now), server: toServer(row.server), memberCount: row.server.memberCount }
      : undefined;
  },

  /** Returns the inviter's pending invites to these addresses. */
  async listPending(
    { serverId, inviterId }: { serverId: string; inviterId: string },
    emails: string[],
  ): Promise<StoredEmailInvite[]> {
    const where = { serverId, inviterId, email: { in: emails }, ...pending(now) };
    return (await db.emailInvite.findMany({ where })).map((row) => toStored(row, now));
  },

  /** Returns true if another member's earlier invite of the same address to the same server is pending. */
  async hasEarlier({ serverId, email, emailInviteId }: StoredEmailInvite): Promise<boolean> {
    const where = { serverId, email, id: { lt: emailInviteId }, ...pending(now) };
    return (await db.emailInvite.count({ where })) > 0;
  },

  countPending(serverId: string): Promise<number> {
    return db.emailInvite.count({ where: { serverId, ...pending(now) } });
  },

  /** Returns unanswered invites, newest first. */
  async pageUnanswered({ serverId, inviterId, before, limit }: Page): Promise<StoredEmailInvite[]> {
    const rows = await db.emailInvite.findMany({
      where: { serverId, inviterId, outcome: null, ...(before ? { id: { lt: before } } : {}) },
      orderBy: { id: 'desc' },
      take: limit,
    });
    return rows.map((row) => toStored(row, now));
  },

  /**
   * Returns the pending invites of the user with this address, newest first, one per server. Omits servers that they are in or banned from,
   * and servers that are closed to newcomers.
   */
  async listReceived({ email, userId }: { email: string; userId: string }): Promise<FoundEmailInvite[]> {
    const rows = await db.emailInvite.findMany({
      where: { email, ...pending(now), server: joinableBy(userId, now) },
      orderBy: { id: 'desc' },
      distinct: ['serverId'],
      take: 100,
      include: { server: true },
    });
    return rows.map((row) => ({
      invite: toStored(row, now),
      server: toServer(row.server),
      memberCount: row.server.memberCount,
    }));
  },

  /** Asks for another mail and extends the invite's lifetime. */
  async renew(emailInviteId: string, expiresAt: Date): Promise<StoredEmailInvite> {
    const data = { askedAt: now, sentAt: null, failedAt: null, expiresAt };
    return toStored(await db.emailInvite.update({ where: { id: emailInviteId }, data }), now);
  },

  async markSent(emailInviteId: string): Promise<void> {
    await db.emailInvite.updateMany({ where: { id: emailInviteId, sentAt: null }, data: { sentAt: now } });
  },

  async markFailed(emailInviteId: string): Promise<void> {
    await db.emailInvite.updateMany({ where: { id: emailInviteId, sentAt: null }, data: { failedAt: now } });
  },

  async setTold(emailInviteId: string, toldUserId: string): Promise<void> {
    await db.emailInvite.updateMany({ where: { id: emailInviteId }, data: { toldUserId } });
  },

  /** Only the first outcome is stored. */
  async close(emailInviteId: string, outcome: Outcome): Promise<void> {
    await db.emailInvite.updateMany({ where: { id: emailInviteId, outcome: null }, data: { outcome } });
  },

  /** Answers all pending invites of this address to the server. */
  async closeAll(
    { serverId, email }: Pick<StoredEmailInvite, 'serverId' | 'email'>,
    outcome: Outcome,
  ): Promise<void> {
    await db.emailInvite.updateMany({ where: { serverId, email, outcome: null }, data: { outcome } });
  },

  async revokeAllOf(serverId: string, inviterId: string): Promise<void> {
    await db.emailInvite.updateMany({
      where: { serverId, inviterId, outcome: null },
      data: { outcome: 'revoked' },
    });
  },

  /** Removes all invites that the user sent or received. */
  async removeOf({ userId, email }: { userId: string; email: string | null }): Promise<void> {
    const theirs = [{ inviterId: userId }, { toldUserId: userId }, ...(email ? [{ email }] : [])];
    await db.emailInvite.deleteMany({ where: { OR: theirs } });
  },

  async removeExpiredBefore(time: Date): Promise<void> {
    await db.emailInvite.deleteMany({ where: { expiresAt: { lt: time } } });
  },
});
