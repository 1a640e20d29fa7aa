import { moderationRoutes } from '@maru/contracts/http/chat/moderation';
import { route, type BoundRoute } from '@maru/service-kit/http/mount-routes';
import type { Authorize } from '../../platform/authorize.js';
import type { ModerationService } from './moderation.service.js';

export const moderationBindings = (moderation: ModerationService, authorize: Authorize): BoundRoute[] => [
  route(moderationRoutes.kickMember, {
    authorize: authorize.inServer('kickMembers'),
    handle: ({ caller, params, body }) => moderation.kick({ actorId: caller.userId, ...params }, body.reason),
  }),
  route(moderationRoutes.timeOutMember, {
    authorize: authorize.inServer('timeOutMembers'),
    handle: ({ caller, params, body }) => moderation.timeOut({ actorId: caller.userId, ...params }, body),
  }),
  route(moderationRoutes.muteMember, {
    authorize: authorize.inServer('muteMembers'),
    handle: ({ caller, params, body }) => moderation.mute({ actorId: caller.userId, ...params }, body),
  }),
  route(moderationRoutes.banMember, {
    authorize: authorize.inServer('banMembers'),
    handle: ({ caller, params, body }) => moderation.ban({ actorId: caller.userId, ...params }, body),
  }),
  route(moderationRoutes.unbanMember, {
    authorize: authorize.inServer('banMembers'),
    handle: ({ caller, params }) => moderation.unban({ actorId: caller.userId, ...params }),
  }),
  route(moderationRoutes.listBans, {
    authorize: authorize.inServer('banMembers'),
    handle: ({ params, query }) => moderation.listBans(params.serverId, query),
  }),
];
