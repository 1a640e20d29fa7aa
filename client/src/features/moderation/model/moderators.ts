import type { ServerDetail } from '@maru/contracts/http/chat/servers';
import { can, type Permission } from '@maru/contracts/permissions';
import { permissionsIn } from '@/entities/server/model/permissions';

/** One of these makes a moderator, to whom reports go. */
export const moderatorPermissions = [
  'manageMessages',
  'kickMembers',
  'banMembers',
  'timeOutMembers',
] as const satisfies Permission[];

export const isModerator = (detail: ServerDetail): boolean =>
  moderatorPermissions.some((permission) => can(permissionsIn(detail), permission));
