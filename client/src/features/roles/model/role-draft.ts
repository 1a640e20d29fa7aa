import type { Role, RoleChanges } from '@maru/contracts/http/chat/roles';
import { permissionBits, type Permission } from '@maru/contracts/permissions';

type Look = Pick<Role, 'name' | 'color' | 'icon' | 'isHoisted' | 'isMentionable'>;

/** The unsaved changes of a role. Each permission is kept apart, so that those that others change meanwhile survive. */
export interface RoleDraft extends Partial<Look> {
  permissions?: Partial<Record<Permission, boolean>>;
}

const lookNames = ['name', 'color', 'icon', 'isHoisted', 'isMentionable'] as const;

/** The role as it would be once the draft is saved. */
export const applyDraft = (role: Role, { permissions = {}, ...look }: RoleDraft): Role => {
  // Object.entries loses the literal types of the object's keys.
  const switched = Object.entries(permissions) as [Permission, boolean][];
  const set = switched.reduce(
    (all, [permission, isOn]) =>
      isOn ? all | permissionBits[permission] : all & ~permissionBits[permission],
    role.permissions,
  );
  return { ...role, ...look, permissions: set };
};

/** The changed values, for the request. */
export const roleChanges = (role: Role, draft: RoleDraft): RoleChanges => {
  const next = applyDraft(role, draft);
  const names = [...lookNames, 'permissions' as const].filter((name) => next[name] !== role[name]);
  return Object.fromEntries(names.map((name) => [name, next[name]]));
};

export type RolePart = (typeof lookNames)[number] | 'permissions';

/** The parts of the role that have changed since the draft was begun. */
export const changedSince = (before: Role, now: Role): RolePart[] =>
  [...lookNames, 'permissions' as const].filter((name) => before[name] !== now[name]);
