import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { limits } from './limits.js';
import { explainPermission } from './permission-explainer.js';
import {
  everyoneRoleId,
  isVerified,
  resolvePermissions,
  type MemberRules,
  type PermissionQuestion,
  type ServerRules,
  type Verification,
} from './permission-rules.js';
import { can, everything, ordinaryPermissions, permissions, setOf } from './permissions.js';
import { channelId, roleId, serverId } from './primitives.js';

const id = (index: number) => `01J0000000000000000000${String(index).padStart(4, '0')}`;
const home = serverId.parse(id(0));
const [staff, boss] = [roleId.parse(id(1)), roleId.parse(id(2))];
const [owner = '', person = ''] = [1, 2].map((index) => `00000000-0000-4000-8000-00000000000${index}`);
const [midnight, dayMs] = [Date.parse('2026-11-24T00:00:00.000Z'), 86_400_000];
const instantOf = (ms: number) => new Date(ms).toISOString();

interface Scene {
  rules: ServerRules;
  member: MemberRules;
  now: Date;
}

const anySet = fc.integer({ min: 0, max: everything }).map((set) => set & ~setOf('administrator'));
const aRole = (roleIdOf: typeof staff, position: number, set: number) => ({
  roleId: roleIdOf,
  position,
  permissions: set,
});

/** Servers with any safety settings, and members who joined around midnight and may hold a role, be muted or timed out. */
const scene: fc.Arbitrary<Scene> = fc
  .record({
    sets: fc.tuple(anySet, anySet),
    verification: fc.constantFrom<Verification>('none', 'settled', 'roles'),
    isRaidModeOn: fc.boolean(),
    overwrites: fc.tuple(anySet, anySet),
    hasRole: fc.boolean(),
    isMuted: fc.boolean(),
    isDeafened: fc.boolean(),
    timedOutFor: fc.option(fc.integer({ min: -dayMs, max: dayMs })),
    sinceJoining: fc.integer({ min: -1_000, max: 2 * limits.settlingMs }),
  })
  .map((it) => ({
    rules: {
      serverId: home,
      ownerId: owner,
      verification: it.verification,
      isRaidModeOn: it.isRaidModeOn,
      roles: [
        aRole(everyoneRoleId(home), 0, it.sets[0]),
        aRole(staff, 1, it.sets[1]),
        aRole(boss, 2, setOf('administrator')),
      ],
      categories: [],
      channels: [
        {
          channelId: channelId.parse(id(9)),
          type: 'text' as const,
          categoryId: null,
          isSynced: false,
          overwrites: [
            { targetType: 'role' as const, targetId: home, allow: it.overwrites[0], deny: it.overwrites[1] },
          ],
          slowModeSeconds: 0,
        },
      ],
    },
    member: {
      userId: person,
      roleIds: it.hasRole ? [staff] : [],
      joinedAt: instantOf(midnight),
      timedOutUntil: it.timedOutFor === null ? null : instantOf(midnight + it.timedOutFor),
      isMuted: it.isMuted,
      isDeafened: it.isDeafened,
    },
    now: new Date(midnight + it.sinceJoining),
  }));

const always = (law: (it: Scene) => void) => fc.assert(fc.property(scene, law), { numRuns: 500 });

/** In the server itself, and in one of its channels. */
const questions = ({ rules, member, now }: Scene): PermissionQuestion[] => [
  { rules, member, now },
  { rules, member, now, channel: rules.channels[0] },
];
const answers = (it: Scene) => questions(it).map(resolvePermissions);
const withRules = (it: Scene, changes: Partial<ServerRules>): Scene => ({
  ...it,
  rules: { ...it.rules, ...changes },
});
const withMember = (it: Scene, changes: Partial<MemberRules>): Scene => ({
  ...it,
  member: { ...it.member, ...changes },
});
const relaxed = { verification: 'none', isRaidModeOn: false } as const;

/** Asserts that the first never grants a permission that the second doesn't. */
const expectWithin = (less: Scene, more: Scene) => {
  const larger = answers(more);
  answers(less).forEach((set, index) => expect(set & ~(larger[index] ?? 0)).toBe(0));
};

describe('server safety', () => {
  it('never restricts the owner or administrators', () =>
    always((it) => {
      const [ofOwner, ofBoss] = [withMember(it, { userId: owner }), withMember(it, { roleIds: [boss] })];
      for (const set of [...answers(ofOwner), ...answers(ofBoss)]) expect(set).toBe(everything);
    }));

  it('only removes permissions', () =>
    always((it) => {
      expectWithin(it, withRules(it, relaxed));
      expectWithin(it, withMember(it, { isMuted: false }));
      expectWithin(it, withMember(it, { timedOutUntil: null }));
      expectWithin(it, withRules(withMember(it, { isMuted: false, timedOutUntil: null }), relaxed));
    }));

  it('raid mode is at least as strict as any level, and each level at least as strict as the one below', () =>
    always((it) => {
      const at = (level: Verification) => withRules(it, { verification: level, isRaidModeOn: false });
      const inRaid = withRules(it, { isRaidModeOn: true });
      for (const level of ['none', 'settled', 'roles'] as const) expectWithin(inRaid, at(level));
      expect(answers(inRaid)).toEqual(answers(at('roles')));
      expectWithin(at('roles'), at('settled'));
      expectWithin(at('settled'), at('none'));
    }));

  it('asks nothing of a member who holds a role', () =>
    always((it) => {
      const held = withMember(it, { roleIds: [staff] });
      expect(isVerified(held.rules, held.member, held.now)).toBe(true);
      expect(answers(held)).toEqual(answers(withRules(held, relaxed)));
    }));

  it('restores permissions as time passes, and never removes any', () =>
    always((it) => {
      const later = { ...it, now: new Date(it.now.getTime() + 60_000) };
      expectWithin(it, later);
      if (isVerified(it.rules, it.member, it.now))
        expect(isVerified(later.rules, later.member, later.now)).toBe(true);
    }));

  it('a member is settled after ten minutes, to the millisecond', () => {
    const rules = { verification: 'settled', isRaidModeOn: false } as const;
    const member = { roleIds: [], joinedAt: instantOf(midnight) };
    const isSettledAfter = (ms: number) => isVerified(rules, member, new Date(midnight + ms));
    expect(isSettledAfter(limits.settlingMs - 1)).toBe(false);
    expect(isSettledAfter(limits.settlingMs)).toBe(true);
  });

  it('muting removes speaking and nothing else', () =>
    always((it) => {
      const silent = answers(withMember(it, { isMuted: true }));
      answers(withMember(it, { isMuted: false })).forEach((set, index) => {
        expect(silent[index]).toBe(set & ~setOf('speak'));
      });
    }));

  it('an unverified member may read, but not write, react, speak or upload', () =>
    always((it) => {
      const raided = withRules(withMember(it, { roleIds: [], timedOutUntil: null }), { isRaidModeOn: true });
      const [, inChannel = 0] = answers(raided);
      const [, before = 0] = answers(withRules(raided, relaxed));
      expect(can(inChannel, 'viewChannel')).toBe(can(before, 'viewChannel'));
      const forbidden = [
        'sendMessages',
        'attachFiles',
        'mentionEveryone',
        'addReactions',
        'speak',
        'useVideo',
      ];
      expect(inChannel & setOf(...permissions.filter((each) => forbidden.includes(each)))).toBe(0);
    }));
});

describe('the explanation', () => {
  const granting = ['owner', 'administrator', 'roles'];
  const refusing = ['not-a-member', 'timed-out', 'not-verified', 'muted', 'nothing', 'needs'];

  it('never contradicts the rule, for any permission', () =>
    always((it) => {
      for (const question of questions(it))
        for (const permission of permissions) {
          const { isGranted, reason } = explainPermission(question, permission);
          expect(isGranted).toBe(can(resolvePermissions(question), permission));
          if (granting.includes(reason.by)) expect(isGranted).toBe(true);
          if (refusing.includes(reason.by)) expect(isGranted).toBe(false);
        }
    }));

  it('names the restriction that withholds an otherwise granted permission', () => {
    const rules: ServerRules = {
      serverId: home,
      ownerId: owner,
      ...relaxed,
      roles: [aRole(everyoneRoleId(home), 0, ordinaryPermissions)],
      categories: [],
      channels: [],
    };
    const base = { userId: person, roleIds: [], joinedAt: instantOf(midnight) };
    const member: MemberRules = { ...base, timedOutUntil: null, isMuted: true, isDeafened: false };
    const now = new Date(midnight);
    const raided = { ...rules, isRaidModeOn: true };
    const reasonFor = (question: PermissionQuestion, permission: 'speak' | 'sendMessages') =>
      explainPermission(question, permission);
    expect(reasonFor({ rules, member, now }, 'speak')).toEqual({ isGranted: false, reason: { by: 'muted' } });
    expect(reasonFor({ rules: raided, member, now }, 'sendMessages')).toEqual({
      isGranted: false,
      reason: { by: 'not-verified' },
    });
    const timedOut = { ...member, timedOutUntil: instantOf(midnight + 1) };
    expect(reasonFor({ rules, member: timedOut, now }, 'sendMessages').reason).toEqual({ by: 'timed-out' });
  });
});
