import type { Feature } from '../../platform/jobs.js';
import type { Context } from '../context.js';
import { MessageModerationService } from './message-moderation.service.js';
import { messageModerationBindings } from './moderation.internal.js';
import { moderationBindings } from './moderation.routes.js';
import { ModerationService } from './moderation.service.js';

/** Kicks, bans, time-outs, and the record of moderated messages. */
export const createModeration = ({ database, access, users }: Context): Feature => ({
  routes: moderationBindings(new ModerationService({ database, access, users })),
  internal: messageModerationBindings(new MessageModerationService(database)),
});
