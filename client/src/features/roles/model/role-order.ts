import type { Role } from '@maru/contracts/http/chat/roles';

/** The roles that can be ordered, from the highest down: all but @everyone. */
export const orderable = (roles: readonly Role[]): Role[] =>
  roles
    .filter((role) => role.roleId !== (role.serverId as string))
    .toSorted((a, b) => b.position - a.position);

/** The position of a role that is dropped on another; undefined where it may not go. */
export const placeFor = (
  roles: readonly Role[],
  { roleId, overId, mayMove }: { roleId: string; overId: string; mayMove: (role: Role) => boolean },
): number | undefined => {
  const moved = roles.find((role) => role.roleId === roleId);
  const over = roles.find((role) => role.roleId === overId);
  if (!moved || !over || moved === over || !mayMove(moved) || !mayMove(over)) return undefined;
  return over.position;
};

/** The roles with one of them at another position; the others close the gap and make room. */
export const withRoleAt = (roles: readonly Role[], roleId: string, position: number): Role[] => {
  const rising = orderable(roles).toReversed();
  const moved = rising.find((role) => role.roleId === roleId);
  if (!moved) return [...roles];
  const others = rising.filter((role) => role !== moved);
  const ordered = [...others.slice(0, position - 1), moved, ...others.slice(position - 1)];
  const placed = ordered.map((role, index) => ({ ...role, position: index + 1 }));
  return [
    ...placed.toReversed(),
    ...roles.filter((role) => !placed.some((each) => each.roleId === role.roleId)),
  ];
};
