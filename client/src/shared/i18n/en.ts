import type { EnglishWords } from './ko.js';
import { auditLog } from './en/audit-log.js';
import { auth } from './en/auth.js';
import { channelSettings } from './en/channel-settings.js';
import { channels } from './en/channels.js';
import { common } from './en/common.js';
import { connection } from './en/connection.js';
import { errors } from './en/errors.js';
import { invites } from './en/invites.js';
import { landing } from './en/landing.js';
import { legal } from './en/legal.js';
import { members } from './en/members.js';
import { messages } from './en/messages.js';
import { moderation } from './en/moderation.js';
import { pages } from './en/pages.js';
import { permissions } from './en/permissions.js';
import { profiles } from './en/profiles.js';
import { rail } from './en/rail.js';
import { roles } from './en/roles.js';
import { safety } from './en/safety.js';
import { serverSettings } from './en/server-settings.js';
import { servers } from './en/servers.js';
import { settings } from './en/settings.js';

export const en: EnglishWords = {
  common,
  landing,
  legal,
  auth,
  settings,
  profiles,
  rail,
  safety,
  auditLog,
  servers,
  serverSettings,
  roles,
  permissions,
  channels,
  channelSettings,
  members,
  invites,
  messages,
  moderation,
  connection,
  pages,
  errors,
};
