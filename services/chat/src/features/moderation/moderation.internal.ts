import { moderationInternalRoutes } from '@maru/contracts/internal/moderation';
import { route, type BoundRoute } from '@maru/service-kit/http/mount-routes';
import type { MessageModerationService } from './message-moderation.service.js';

/** What the socket service tells of messages. */
export const messageModerationBindings = (moderation: MessageModerationService): BoundRoute[] => [
  route(moderationInternalRoutes.recordViolation, {
    authorize: 'service',
    handle: ({ params, body }) => moderation.recordViolation(params.serverId, body),
  }),
  route(moderationInternalRoutes.recordMessageDeletion, {
    authorize: 'service',
    handle: ({ params, body }) => moderation.recordMessageDeletion(params.serverId, body),
  }),
];
