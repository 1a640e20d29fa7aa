import { inviteAges, inviteUses, type inviteRoutes } from '@maru/contracts/http/chat/invites';
import type { ServerDetail } from '@maru/contracts/http/chat/servers';
import type { Role } from '@maru/contracts/http/chat/roles';
import { isAboveRole } from '@maru/contracts/permission-rules';
import { can } from '@maru/contracts/permissions';
import type { RouteBody } from '@maru/contracts/route';
import { permissionsIn, rulesOf } from '@/entities/server/model/permissions';

export type InviteOptions = RouteBody<typeof inviteRoutes.createInvite>;

export const usualOptions: InviteOptions = {
  maxAgeSeconds: 604_800,
  maxUses: null,
  channelId: null,
  roleId: null,
  isTemporary: false,
};

/** The roles that an invite of the viewer may grant: those below their own, if they manage roles. */
export const givableRoles = (detail: ServerDetail): Role[] => {
  if (!can(permissionsIn(detail), 'manageRoles')) return [];
  const rules = rulesOf(detail);
  return detail.roles.filter((role) => role.position > 0 && isAboveRole(rules, detail.me, role));
};

/** One of the contract's ages or uses, by its text in a list. */
export const ageOf = (text: string) => inviteAges.find((age) => String(age) === text) ?? null;
export const usesOf = (text: string) => inviteUses.find((uses) => String(uses) === text) ?? null;
