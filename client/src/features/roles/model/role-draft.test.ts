import { describe, expect, it } from '@jest/globals';
import type { Role } from '@maru/contracts/http/chat/roles';
import { everything, permissions, setOf } from '@maru/contracts/permissions';
import { roleId, serverId } from '@maru/contracts/primitives';
import fc from 'fast-check';
import { applyDraft, changedSince, roleChanges } from './role-draft';

const role: Role = {
  roleId: roleId.parse('01J00000000000000000000001'),
  serverId: serverId.parse('01J00000000000000000000000'),
  name: '새싹',
  color: '#1f6b52',
  icon: null,
  position: 1,
  permissions: setOf('viewChannel', 'sendMessages'),
  isHoisted: false,
  isMentionable: false,
};
const anySwitches = fc.dictionary(fc.constantFrom(...permissions), fc.boolean());

describe('the draft of a role', () => {
  it('sends only differences, and none once they are undone', () => {
    expect(roleChanges(role, { name: '나무' })).toEqual({ name: '나무' });
    expect(roleChanges(role, { name: '새싹', isHoisted: false, permissions: { viewChannel: true } })).toEqual(
      {},
    );
    expect(roleChanges(role, { color: null })).toEqual({ color: null });
  });

  it('changes permissions one by one, so that changes by others survive', () => {
    fc.assert(
      fc.property(anySwitches, fc.integer({ min: 0, max: everything }), (switches, theirs) => {
        const { permissions: set } = applyDraft({ ...role, permissions: theirs }, { permissions: switches });
        for (const permission of permissions) {
          const bit = setOf(permission);
          expect((set & bit) !== 0).toBe(switches[permission] ?? (theirs & bit) !== 0);
        }
      }),
    );
  });

  it('lists the parts that others have changed since it was begun', () => {
    expect(changedSince(role, role)).toEqual([]);
    expect(changedSince(role, { ...role, name: '숲', permissions: 0 })).toEqual(['name', 'permissions']);
  });
});
