import type { moderationInternalRoutes } from '@maru/contracts/internal/moderation';
import type { ServerId } from '@maru/contracts/primitives';
import type { RouteBody } from '@maru/contracts/route';

export type Violation = RouteBody<typeof moderationInternalRoutes.recordViolation>;

/** Reports texts that were refused, and times their authors out, in the chat service. A repeat under the same id changes nothing. */
export interface ModerationLog {
  recordViolation(serverId: ServerId, violation: Violation): Promise<void>;
}
