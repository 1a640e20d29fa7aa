import { emailInviteId as emailInviteIdSchema } from '@maru/contracts/http/chat/email-invites';
import { newId } from '@maru/service-kit/ids';
import { until } from '@maru/service-kit/testing/until';
import { newInviteNonce, sealInvite } from '../features/invites/invite-code.js';
import { inviteKeys, type Harness, type Person } from './chat-harness.js';

/** Returns a fresh address. */
export const emailOf = ({ userId }: Pick<Person, 'userId'>) => `${userId}@maru.test`;

interface EmailInvite {
  serverId: string;
  inviterId: string;
  email: string;
}

/** An invite that was mailed an hour ago. */
export const insertEmailInvite = async ({ database }: Harness, invite: EmailInvite) => {
  const [id, nonce] = [newId(), newInviteNonce()];
  const mailed = new Date(Date.now() - 3_600_000);
  const times = {
    createdAt: mailed,
    askedAt: mailed,
    sentAt: mailed,
    expiresAt: new Date(Date.now() + 86_400_000),
  };
  await database.prisma.emailInvite.create({ data: { id, nonce, locale: 'ko', ...invite, ...times } });
  const token = sealInvite(inviteKeys, { inviteId: id, nonce }, 'e-mail invite');
  return { emailInviteId: emailInviteIdSchema.parse(id), token };
};

/** A mail as the local inbox shows it. */
interface InboxMail {
  subject: string;
  text: string;
  html: string;
  headers: string[];
}

export const mailsTo = async (email: string): Promise<InboxMail[]> => {
  const response = await fetch(`${process.env.TEST_INBOX_URL}/api/messages?to=${encodeURIComponent(email)}`);
  // The inbox's own JSON.
  return (await response.json()) as InboxMail[];
};

/** Until every invite was mailed or needs no mail. */
export const settled = async ({ database }: Harness): Promise<void> => {
  const where = { job: { path: '$.kind', equals: 'send-email-invite' } };
  await until(async () => (await database.prisma.jobRow.count({ where })) === 0, 'no mail is left');
};
