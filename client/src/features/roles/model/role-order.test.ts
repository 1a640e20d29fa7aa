import { describe, expect, it } from '@jest/globals';
import type { Role } from '@maru/contracts/http/chat/roles';
import { roleId, serverId } from '@maru/contracts/primitives';
import fc from 'fast-check';
import { orderable, placeFor, withRoleAt } from './role-order';

const home = serverId.parse('01J00000000000000000000000');
const aRole = (position: number): Role => ({
  // The id of @everyone is the id of its server.
  roleId: roleId.parse(`01J0000000000000000000000${position}`),
  serverId: home,
  name: `역할 ${position}`,
  color: null,
  icon: null,
  position,
  permissions: 0,
  isHoisted: false,
  isMentionable: false,
});
const rolesOf = (count: number) => Array.from({ length: count + 1 }, (_, index) => aRole(count - index));
const ids = (roles: readonly Role[]) => roles.map((role) => role.roleId as string);

describe('the order of roles', () => {
  it('excludes @everyone, which stays lowest', () => {
    expect(orderable(rolesOf(3)).map(({ position }) => position)).toEqual([3, 2, 1]);
    expect(withRoleAt(rolesOf(3), aRole(1).roleId, 3).at(-1)?.position).toBe(0);
  });

  it('after a move has the moved role in its new place, each role once, and the others in order', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8 }), fc.nat(), fc.nat(), (count, from, to) => {
        const roles = rolesOf(count);
        const moved = aRole((from % count) + 1);
        const position = (to % count) + 1;
        const next = withRoleAt(roles, moved.roleId, position);
        expect(next.find((role) => role.roleId === moved.roleId)?.position).toBe(position);
        expect(orderable(next).map((role) => role.position)).toEqual(
          Array.from({ length: count }, (_, index) => count - index),
        );
        const rest = (list: readonly Role[]) => ids(orderable(list)).filter((id) => id !== moved.roleId);
        expect(rest(next)).toEqual(rest(roles));
      }),
    );
  });

  it('refuses to move a role at or above the viewer’s own, or to that height', () => {
    const roles = rolesOf(3);
    const mayMove = ({ position }: Role) => position < 3;
    const ask = (from: number, to: number) =>
      placeFor(roles, { roleId: aRole(from).roleId, overId: aRole(to).roleId, mayMove });
    expect(ask(1, 2)).toBe(2);
    expect(ask(1, 3)).toBeUndefined();
    expect(ask(3, 1)).toBeUndefined();
    expect(ask(2, 2)).toBeUndefined();
  });
});
