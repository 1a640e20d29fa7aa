import { moderationInternalRoutes } from '@maru/contracts/internal/moderation';
import { route, type BoundRoute } from '@maru/service-kit/http/mount-routes';
import type { MessageModerationService } from './message-moderation.service.js';

/** Internal routes by which the socket service reports messages that it rejected. */
export const messageModerationBindings = (moderation: MessageModerationService): BoundRoute[] => [
  route(moderationInternalRoutes.recordViolation, ({ params, body }) =>
    moderation.recordViolation(params.serverId, body),
  ),
];
