import { auditLogRoutes } from './audit-log.js';
import { channelRoutes } from './channels.js';
import { emailInviteRoutes } from './email-invites.js';
import { contentRuleRoutes } from './content-rules.js';
import { inviteRoutes } from './invites.js';
import { memberRoutes } from './members.js';
import { moderationRoutes } from './moderation.js';
import { railRoutes } from './rail.js';
import { reportRoutes } from './reports.js';
import { roleRoutes } from './roles.js';
import { serverRoutes } from './servers.js';

/** Every public route of the chat service. */
export const chatRoutes = {
  ...serverRoutes,
  ...railRoutes,
  ...channelRoutes,
  ...roleRoutes,
  ...memberRoutes,
  ...inviteRoutes,
  ...emailInviteRoutes,
  ...moderationRoutes,
  ...auditLogRoutes,
  ...contentRuleRoutes,
  ...reportRoutes,
} as const;
