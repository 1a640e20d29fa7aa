import { every } from '@maru/service-kit/jobs/periodic';
import type { Feature } from '../../platform/jobs.js';
import type { Context } from '../context.js';
import { emailInviteBindings } from './email-invites.routes.js';
import { EmailInvitesService } from './email-invites.service.js';
import { ReceivedInvitesService } from './received-invites.service.js';
import { emailInviteJobs } from './send-email-invite.js';

const hourMs = 3_600_000;

/** Invites by e-mail, their mails, and the invites that a user has received. */
export const createEmailInvites = (context: Context): Feature => {
  const { database, access, users, inviteKeys: keys, emailHashKey: hashKey } = context;
  const emailInvites = new EmailInvitesService({ database, access, hashKey });
  return {
    routes: emailInviteBindings({
      emailInvites,
      received: new ReceivedInvitesService({ database, access, users, keys, hashKey }),
    }),
    jobs: emailInviteJobs({ ...context, keys, hashKey }),
    every: [every(hourMs, 'prune e-mail invites', () => emailInvites.prune())],
  };
};
