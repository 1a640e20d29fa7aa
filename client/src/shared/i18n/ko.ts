import { auditLog } from './ko/audit-log.js';
import { auth } from './ko/auth.js';
import { channelSettings } from './ko/channel-settings.js';
import { channels } from './ko/channels.js';
import { common } from './ko/common.js';
import { connection } from './ko/connection.js';
import { errors } from './ko/errors.js';
import { invites } from './ko/invites.js';
import { landing } from './ko/landing.js';
import { legal } from './ko/legal.js';
import { members } from './ko/members.js';
import { messages } from './ko/messages.js';
import { moderation } from './ko/moderation.js';
import { pages } from './ko/pages.js';
import { permissions } from './ko/permissions.js';
import { profiles } from './ko/profiles.js';
import { rail } from './ko/rail.js';
import { roles } from './ko/roles.js';
import { safety } from './ko/safety.js';
import { serverSettings } from './ko/server-settings.js';
import { servers } from './ko/servers.js';
import { settings } from './ko/settings.js';

/** Korean, the first language: 해요체, active and positive. English has the same keys. */
export const ko = {
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

export type Words = typeof ko;

/** The same keys, plus optional singular forms: `members_one` beside `members`. */
export type WithSingulars<T> = { [K in keyof T]: T[K] extends string ? string : WithSingulars<T[K]> } & {
  [K in keyof T & string as T[K] extends string ? `${K}_one` : never]?: string;
};
export type EnglishWords = WithSingulars<Words>;
