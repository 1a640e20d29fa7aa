import { limits } from '@maru/contracts/limits';
import type { Logger } from '@maru/service-kit/logger';
import { MailError, type Mailer } from '@maru/service-kit/mail/mailer';
import type { UserService } from '../../clients/user-service.client.js';
import type { KeyRing } from '@maru/service-kit/key-ring';
import { emailInviteMail } from '../../mails/email-invite-mail.js';
import type { Database } from '../../platform/database.js';
import type { JobHandlers } from '../../platform/jobs.js';
import { keyedHash } from '../../platform/keyed-hash.js';
import { bansRepository } from '../../repositories/bans.repository.js';
import {
  emailInvitesRepository,
  type FoundEmailInvite,
  type StoredEmailInvite,
} from '../../repositories/email-invites.repository.js';
import { inviteMailsRepository } from '../../repositories/invite-mails.repository.js';
import { membersRepository } from '../../repositories/members.repository.js';
import { sealInvite } from '../invites/invite-code.js';
import { dayMs } from './email-invites.service.js';
import { findInviterName } from './inviter-name.js';

export interface MailingDeps {
  database: Database;
  users: UserService;
  mailer: Mailer;
  keys: KeyRing;
  hashKey: string;
  publicOrigin: string;
  log: Logger;
}

type Contact = Awaited<ReturnType<UserService['findContact']>>;

/**
 * Mails an invite, and notifies the recipient in the app if the address has an account. The invite then counts as sent even if the address
 * gets no mail, so that its sender sees no difference. It counts as failed if the mail server rejects the address for good. A crash in
 * between sends the mail twice; no mail is lost.
 */
class EmailInviteSending {
  constructor(private readonly deps: MailingDeps) {}

  async run({ emailInviteId, mailId }: { emailInviteId: string; mailId: string }): Promise<void> {
    const { database, users } = this.deps;
    const found = await emailInvitesRepository(database.prisma).find(emailInviteId);
    if (found?.invite.status !== 'queued') return;
    const contact = await users.findContact(found.invite.email);
    const isMailed = await this.claim(found.invite, mailId, contact);
    const isRefused = isMailed && !(await this.mail(found, contact));
    const invites = emailInvitesRepository(database.prisma);
    await (isRefused ? invites.markFailed(emailInviteId) : invites.markSent(emailInviteId));
  }

  /** Returns true if a mail must be sent. */
  private claim(invite: StoredEmailInvite, mailId: string, contact: Contact): Promise<boolean> {
    const { database, hashKey } = this.deps;
    const { emailInviteId, email, serverId } = invite;
    const isFirstMail = invite.askedAt.getTime() === Date.parse(invite.createdAt);
    const now = new Date();
    return database.transact(async ({ db, record }) => {
      const mails = inviteMailsRepository(db);
      if (await mails.isUnsubscribed(keyedHash(hashKey, email))) return false;
      if (contact) {
        const { userId } = contact;
        if (await membersRepository(db).find(serverId, userId)) return false;
        if (await bansRepository(db).find(serverId, userId, now)) return false;
        await emailInvitesRepository(db).setTold(emailInviteId, userId);
        await record({ type: 'received-invites.changed', userId });
      }
      // One mail per address is enough, unless a sender asks for another one.
      if (isFirstMail && (await emailInvitesRepository(db).hasEarlier(invite))) return false;
      const since = new Date(now.getTime() - dayMs);
      return mails.claim(mailId, now, { since, limit: limits.emailInvites.perAddressPerDay });
    });
  }

  /** Returns false if the mail server rejects the address for good. */
  private async mail({ invite, server }: FoundEmailInvite, contact: Contact): Promise<boolean> {
    const { database, users, mailer, keys, publicOrigin, log } = this.deps;
    const { emailInviteId, nonce, email, expiresAt } = invite;
    const mail = emailInviteMail({
      locale: contact?.locale ?? invite.locale,
      serverName: server.name,
      inviterName: await findInviterName({ db: database.prisma, users }, invite),
      expiresAt: new Date(expiresAt),
      publicOrigin,
      token: sealInvite(keys, { inviteId: emailInviteId, nonce }, 'e-mail invite'),
    });
    try {
      await mailer.send({ to: email, ...mail });
      return true;
    } catch (error) {
      if (!(error instanceof MailError && error.isUndeliverable)) throw error;
      log.info({ emailInviteId }, 'e-mail invite undeliverable');
      return false;
    }
  }
}

export const emailInviteJobs = (deps: MailingDeps): Pick<JobHandlers, 'send-email-invite'> => {
  const sending = new EmailInviteSending(deps);
  return {
    'send-email-invite': async (job) => {
      await sending.run(job);
      return undefined;
    },
  };
};
