import { describe, expect, it } from '@jest/globals';
import type { Overwrite } from '@maru/contracts/permission-rules';
import { can, channelPermissions, setOf } from '@maru/contracts/permissions';
import { userId } from '@maru/contracts/primitives';
import fc from 'fast-check';
import { aChannel, aServerDetail } from '@/testing/servers';
import {
  bearerOf,
  emptyFor,
  inheritedFor,
  permissionsOfType,
  permissionsWith,
  replaceIn,
  stateOf,
  states,
  withPrivacy,
  withState,
  wouldKeepAccess,
  type Place,
} from './overwrites';

const detail = aServerDetail();
const { serverId } = detail.server;
const place: Place = { kind: 'channel', channel: aChannel() };
const everybody = emptyFor({ targetType: 'role', targetId: serverId });
const member = bearerOf(detail, serverId);

const permission = fc.constantFrom(...channelPermissions);
const overwrite: fc.Arbitrary<Overwrite> = fc
  .array(fc.tuple(permission, fc.constantFrom(...states)))
  .map((steps) => steps.reduce<Overwrite>((each, [name, state]) => withState(each, name, state), everybody));

describe('an overwrite', () => {
  it('holds the last decision, never both, and leaves other permissions undecided (property)', () => {
    fc.assert(
      fc.property(overwrite, permission, fc.constantFrom(...states), (before, name, state) => {
        const after = withState(before, name, state);
        expect(stateOf(after, name)).toBe(state);
        expect(after.allow & after.deny).toBe(0);
        for (const other of channelPermissions.filter((each) => each !== name))
          expect(stateOf(after, other)).toBe(stateOf(before, other));
      }),
    );
  });

  it('replaces the one for its target and leaves the others (property)', () => {
    fc.assert(
      fc.property(overwrite, (next) => {
        const other = emptyFor({ targetType: 'member', targetId: '7c9e6679-7425-40de-944b-e07fc1f90ae7' });
        expect(replaceIn([everybody, other], next)).toEqual([next, other]);
        expect(replaceIn([other], next)).toEqual([other, next]);
      }),
    );
  });

  it('comes to what `inherit` promised once it is taken back (property)', () => {
    fc.assert(
      fc.property(overwrite, permission, (current, name) => {
        const promised = inheritedFor(detail, place, {
          overwrites: [current],
          overwrite: current,
          member,
          permission: name,
        });
        const taken = permissionsWith(detail, place, {
          overwrites: [withState(current, name, 'inherit')],
          member,
        });
        expect(can(taken, name)).toBe(promised);
      }),
    );
  });
});

describe('privacy', () => {
  it('hides the place from members without a chosen role, and restores the previous state', () => {
    const shut = withPrivacy(detail, [], true);
    expect(can(permissionsWith(detail, place, { overwrites: [shut], member }), 'viewChannel')).toBe(false);
    expect(withPrivacy(detail, [shut], false)).toEqual(everybody);
  });

  it('warns members who would lose their own access, but not the owner', () => {
    const shut = [withPrivacy(detail, [], true)];
    const manager = {
      ...detail,
      server: { ...detail.server, ownerId: userId.parse('2c9e6679-7425-40de-944b-e07fc1f90ae7') },
      roles: detail.roles.map((role) => ({ ...role, permissions: role.permissions | setOf('manageRoles') })),
    };
    expect(wouldKeepAccess(detail, place, shut)).toBe(true);
    expect(wouldKeepAccess(manager, place, [])).toBe(true);
    expect(wouldKeepAccess(manager, place, shut)).toBe(false);
  });
});

describe('the permissions that are offered', () => {
  it('are those that mean something in the channel', () => {
    expect(permissionsOfType('voice')).toEqual(expect.arrayContaining(['speak', 'sendMessages']));
    expect(permissionsOfType('announcement')).toContain('sendMessages');
    expect(permissionsOfType('text')).not.toContain('connect');
    expect(permissionsOfType(undefined)).toEqual([...channelPermissions]);
  });
});
