import { moderationRoutes } from '@maru/contracts/http/chat/moderation';
import { route, type BoundRoute } from '@maru/service-kit/http/mount-routes';
import type { ModerationService } from './moderation.service.js';

export const moderationBindings = (moderation: ModerationService): BoundRoute[] => [
  route(moderationRoutes.kickMember, ({ caller, params, body }) =>
    moderation.kick({ actorId: caller.userId, ...params }, body.reason),
  ),
  route(moderationRoutes.timeOutMember, ({ caller, params, body }) =>
    moderation.timeOut({ actorId: caller.userId, ...params }, body),
  ),
  route(moderationRoutes.muteMember, ({ caller, params, body }) =>
    moderation.mute({ actorId: caller.userId, ...params }, body),
  ),
  route(moderationRoutes.deafenMember, ({ caller, params, body }) =>
    moderation.deafen({ actorId: caller.userId, ...params }, body),
  ),
  route(moderationRoutes.banMember, ({ caller, params, body }) =>
    moderation.ban({ actorId: caller.userId, ...params }, body),
  ),
  route(moderationRoutes.unbanMember, ({ caller, params }) =>
    moderation.unban({ actorId: caller.userId, ...params }),
  ),
  route(moderationRoutes.listBans, ({ params, query }) => moderation.listBans(params.serverId, query)),
];
