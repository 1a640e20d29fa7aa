import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { explainPermission } from './permission-explainer.js';
import {
  everyoneRoleId,
  isAboveRole,
  isSeenByAll,
  outranks,
  overwritesOf,
  rankOf,
  resolvePermissions,
  type ChannelRules,
  type MemberRules,
  type Overwrite,
  type ServerRules,
} from './permission-rules.js';
import { can, everything, ordinaryPermissions, permissions, setOf } from './permissions.js';
import { categoryId, channelId, roleId, serverId } from './primitives.js';

const id = (index: number) => `01J0000000000000000000${String(index).padStart(4, '0')}`;
const home = serverId.parse(id(0));
const roleIds = [1, 2, 3, 4].map((index) => roleId.parse(id(index)));
const people = [1, 2, 3, 4].map((index) => `00000000-0000-4000-8000-00000000000${index}`);
const category = categoryId.parse(id(10));

const joinedAt = '2026-01-01T00:00:00.000Z';
const anySet = fc.integer({ min: 0, max: everything });
const withoutAdministrator = anySet.map((set) => set & ~setOf('administrator'));
const overwrite = (target: fc.Arbitrary<Pick<Overwrite, 'targetType' | 'targetId'>>) =>
  fc
    .record({ target, allow: anySet, deny: anySet })
    .map(({ target: it, allow, deny }) => ({ ...it, allow, deny }));
const anyTarget = fc.oneof(
  fc.constantFrom(home, ...roleIds).map((targetId) => ({ targetType: 'role' as const, targetId })),
  fc.constantFrom(...people).map((targetId) => ({ targetType: 'member' as const, targetId })),
);
const overwrites = fc.uniqueArray(overwrite(anyTarget), {
  selector: ({ targetId }) => targetId,
  maxLength: 9,
});

interface Scene {
  rules: ServerRules;
  channel: ChannelRules;
  member: MemberRules;
}

const scene = (sets: fc.Arbitrary<number> = anySet): fc.Arbitrary<Scene> =>
  fc
    .record({
      roleSets: fc.array(sets, { minLength: 5, maxLength: 5 }),
      ofCategory: overwrites,
      ofChannel: overwrites,
      isSynced: fc.boolean(),
      inCategory: fc.boolean(),
      held: fc.subarray(roleIds),
      userId: fc.constantFrom(...people.slice(1)),
    })
    .map(({ roleSets, ofCategory, ofChannel, isSynced, inCategory, held, userId }) => {
      const channel: ChannelRules = {
        channelId: channelId.parse(id(20)),
        type: 'text',
        categoryId: inCategory ? category : null,
        isSynced,
        overwrites: ofChannel,
        slowModeSeconds: 0,
      };
      const rules: ServerRules = {
        serverId: home,
        ownerId: people[0] ?? '',
        verification: 'none',
        isRaidModeOn: false,
        roles: [everyoneRoleId(home), ...roleIds].map((each, position) => ({
          roleId: each,
          position,
          permissions: roleSets[position] ?? 0,
        })),
        categories: [{ categoryId: category, overwrites: ofCategory }],
        channels: [channel],
      };
      return {
        rules,
        channel,
        member: { userId, roleIds: held, timedOutUntil: null, isMuted: false, isDeafened: false, joinedAt },
      };
    });

const owner = ({ rules }: Scene): MemberRules => ({
  userId: rules.ownerId,
  roleIds: [],
  timedOutUntil: null,
  isMuted: false,
  isDeafened: false,
  joinedAt,
});
const always = (law: (it: Scene) => void, sets?: fc.Arbitrary<number>) =>
  fc.assert(fc.property(scene(sets), law), { numRuns: 300 });
const withOverwrites = ({ rules, channel, member }: Scene, own: Overwrite[]) => ({
  rules,
  member,
  channel: { ...channel, isSynced: false, overwrites: own },
});
const ofRole = (target: string, side: 'allow' | 'deny', set: number): Overwrite => ({
  targetType: 'role',
  targetId: target,
  allow: side === 'allow' ? set : 0,
  deny: side === 'deny' ? set : 0,
});

describe('the permissions of a member', () => {
  it('the owner has every permission, whatever roles and overwrites say', () =>
    always((it) => {
      expect(resolvePermissions({ ...it, member: owner(it) })).toBe(everything);
    }));

  it('a non-member has none', () =>
    always((it) => expect(resolvePermissions({ ...it, member: undefined })).toBe(0)));

  it('an administrator has every permission, even where it is denied', () =>
    always(({ rules, channel, member }) => {
      const roles = rules.roles.map((role) =>
        role.roleId === roleIds[0] ? { ...role, permissions: setOf('administrator') } : role,
      );
      const admin = { ...member, roleIds: [...new Set([...member.roleIds, ...roleIds.slice(0, 1)])] };
      expect(resolvePermissions({ rules: { ...rules, roles }, channel, member: admin })).toBe(everything);
    }));

  it('adding a role never removes a server permission', () =>
    always(({ rules, member }) => {
      const less = resolvePermissions({ rules, member });
      const more = resolvePermissions({ rules, member: { ...member, roleIds } });
      expect(less & ~more).toBe(0);
    }));

  it("the order of roles and overwrites doesn't matter", () =>
    always(({ rules, channel, member }) => {
      const turned = {
        ...rules,
        roles: rules.roles.toReversed(),
        categories: rules.categories.map((each) => ({ ...each, overwrites: each.overwrites.toReversed() })),
      };
      const other = { ...channel, overwrites: channel.overwrites.toReversed() };
      expect(resolvePermissions({ rules: turned, channel: other, member })).toBe(
        resolvePermissions({ rules, channel, member }),
      );
    }));

  it('a synced channel follows its category; any other follows only its own overwrites', () =>
    always(({ rules, channel, member }) => {
      const ask = (overwritten: ChannelRules) => resolvePermissions({ rules, channel: overwritten, member });
      const synced = { ...channel, categoryId: category, isSynced: true };
      const ofCategory = rules.categories[0]?.overwrites ?? [];
      expect(ask(synced)).toBe(ask({ ...channel, isSynced: false, overwrites: ofCategory }));
      expect(ask({ ...synced, overwrites: [] })).toBe(ask(synced));
      expect(overwritesOf(rules, { ...channel, isSynced: false })).toBe(channel.overwrites);
      expect(overwritesOf(rules, { ...channel, categoryId: null })).toBe(channel.overwrites);
    }));

  it('the more specific overwrite wins: @everyone, then roles, then the member', () =>
    always((it) => {
      const [mine] = roleIds;
      const member = { ...it.member, roleIds: roleIds.slice(0, 2) };
      const ask = (own: Overwrite[]) =>
        can(resolvePermissions({ ...withOverwrites(it, own), member }), 'viewChannel');
      const view = setOf('viewChannel');
      const everybodyDenied = ofRole(home, 'deny', view);
      const roleAllowed = ofRole(mine ?? '', 'allow', view);
      const otherRoleDenied = ofRole(roleIds[1] ?? '', 'deny', view);
      const memberDenied: Overwrite = { ...ofRole(member.userId, 'deny', view), targetType: 'member' };
      expect(ask([everybodyDenied])).toBe(false);
      expect(ask([everybodyDenied, roleAllowed])).toBe(true);
      expect(ask([everybodyDenied, roleAllowed, otherRoleDenied])).toBe(true);
      expect(ask([everybodyDenied, roleAllowed, memberDenied])).toBe(false);
    }, withoutAdministrator));

  it('a hidden channel grants nothing, and a read-only channel grants no uploads', () =>
    always(({ rules, channel, member }) => {
      const set = resolvePermissions({ rules, channel, member });
      if (!can(set, 'viewChannel')) expect(set).toBe(0);
      if (!can(set, 'sendMessages')) expect(set & setOf('attachFiles', 'mentionEveryone')).toBe(0);
      if (!can(set, 'connect')) expect(set & setOf('speak', 'useVideo')).toBe(0);
    }, withoutAdministrator));

  it('a timeout leaves read access only, and ends at its exact time', () =>
    always(({ rules, channel, member }) => {
      const timedOut = { ...member, timedOutUntil: '2026-11-24T12:00:00.000Z' };
      const during = resolvePermissions({
        rules,
        channel,
        member: timedOut,
        now: new Date('2026-11-24T11:59:59.999Z'),
      });
      const after = resolvePermissions({
        rules,
        channel,
        member: timedOut,
        now: new Date('2026-11-24T12:00:00.000Z'),
      });
      expect(during & ~setOf('viewChannel')).toBe(0);
      expect(after).toBe(resolvePermissions({ rules, channel, member }));
    }, withoutAdministrator));
});

describe('the role hierarchy', () => {
  it('never lets a member act on themselves, the owner or an equal', () =>
    always((it) => {
      const { rules, member } = it;
      const twin = {
        ...member,
        userId: people.find((each) => each !== member.userId && each !== rules.ownerId) ?? '',
      };
      expect(outranks(rules, member, member)).toBe(false);
      expect(outranks(rules, member, owner(it))).toBe(false);
      expect(outranks(rules, owner(it), member)).toBe(true);
      expect(outranks(rules, member, twin)).toBe(false);
    }));

  it('lets a member manage only roles below their highest, so never one of their own', () =>
    always((it) => {
      for (const role of it.rules.roles) {
        expect(isAboveRole(it.rules, it.member, role)).toBe(role.position < rankOf(it.rules, it.member));
        expect(isAboveRole(it.rules, owner(it), role)).toBe(true);
        if (it.member.roleIds.includes(role.roleId) && role.position === rankOf(it.rules, it.member))
          expect(isAboveRole(it.rules, it.member, role)).toBe(false);
      }
    }));
});

it('a channel that every member may see is visible to each member', () =>
  always(({ rules, channel, member }) => {
    if (isSeenByAll(rules, channel))
      expect(can(resolvePermissions({ rules, channel, member }), 'viewChannel')).toBe(true);
  }));

describe('the explanation', () => {
  it('agrees with the rule for every permission', () =>
    always((it) => {
      for (const permission of permissions) {
        for (const question of [it, { ...it, channel: undefined }, { ...it, member: owner(it) }]) {
          const { isGranted, reason } = explainPermission(question, permission);
          expect(isGranted).toBe(can(resolvePermissions(question), permission));
          if (['owner', 'administrator', 'roles'].includes(reason.by)) expect(isGranted).toBe(true);
          if (['timed-out', 'nothing', 'needs'].includes(reason.by)) expect(isGranted).toBe(false);
        }
      }
    }));

  it('names the role that grants a permission, and the overwrite that denies it in a channel', () => {
    const [mods] = roleIds;
    const rules: ServerRules = {
      serverId: home,
      ownerId: people[0] ?? '',
      verification: 'none',
      isRaidModeOn: false,
      roles: [
        { roleId: everyoneRoleId(home), position: 0, permissions: ordinaryPermissions },
        { roleId: roleId.parse(mods), position: 1, permissions: setOf('kickMembers') },
      ],
      categories: [],
      channels: [],
    };
    const member = {
      userId: people[1] ?? '',
      roleIds: roleIds.slice(0, 1),
      timedOutUntil: null,
      isMuted: false,
      isDeafened: false,
      joinedAt,
    };
    const channel: ChannelRules = {
      channelId: channelId.parse(id(20)),
      type: 'text',
      categoryId: null,
      isSynced: false,
      overwrites: [ofRole(mods ?? '', 'deny', setOf('sendMessages'))],
      slowModeSeconds: 0,
    };
    expect(explainPermission({ rules, member }, 'kickMembers').reason).toEqual({
      by: 'roles',
      roleIds: [mods],
    });
    expect(explainPermission({ rules, member, channel }, 'sendMessages')).toEqual({
      isGranted: false,
      reason: { by: 'roles-here', roleIds: [mods] },
    });
    expect(explainPermission({ rules, member, channel }, 'attachFiles').reason).toEqual({
      by: 'needs',
      permission: 'sendMessages',
    });
    expect(explainPermission({ rules, member }, 'banMembers').reason).toEqual({ by: 'nothing' });
  });
});
