import type { moderationInternalRoutes } from '@maru/contracts/internal/moderation';
import type { ServerId } from '@maru/contracts/primitives';
import type { RouteBody } from '@maru/contracts/route';

export type Violation = RouteBody<typeof moderationInternalRoutes.recordViolation>;
export type Deletion = RouteBody<typeof moderationInternalRoutes.recordMessageDeletion>;

/** Records violations and deletions for moderators, in the chat service. A repeat under the same id changes nothing. */
export interface ModerationLog {
  recordViolation(serverId: ServerId, violation: Violation): Promise<void>;
  recordMessageDeletion(serverId: ServerId, deletion: Deletion): Promise<void>;
}
