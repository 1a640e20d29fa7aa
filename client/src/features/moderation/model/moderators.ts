import type { ServerDetail } from '@maru/contracts/http/chat/servers';
import { can, type Permission } from '@maru/contracts/permissions';
import { permissionsIn } from '@/entities/server/model/permissions';

/** A member with any of these permissions is a moderator and receives reports. */
export const moderatorPermissions = [
  'manageMessages',
  'kickMembers',
  'banMembers',
  'timeOutMembers',
] as const satisfies Permission[];

export const isModerator = (detail: ServerDetail): boolean =>
  moderatorPermissions.some((permission) => can(permissionsIn(detail), permission));
