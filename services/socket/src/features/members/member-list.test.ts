import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { member as memberSchema } from '@maru/contracts/http/chat/members';
import { everyoneRoleId, resolvePermissions, type ServerRules } from '@maru/contracts/permission-rules';
import { can, ordinaryPermissions, setOf } from '@maru/contracts/permissions';
import { channelId, roleId, serverId } from '@maru/contracts/primitives';
import { newId } from '@maru/service-kit/ids';
import { isSameList, listMembers } from './member-list.js';

const server = serverId.parse(newId());
const roleIds = [roleId.parse(newId()), roleId.parse(newId()), roleId.parse(newId())];
const userIds = Array.from(
  { length: 12 },
  (_, index) => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
);
const [owner = ''] = userIds;

const overwrite = fc.record({
  targetType: fc.constant('role' as const),
  targetId: fc.constantFrom(server, ...roleIds).map(String),
  allow: fc.constantFrom(0, setOf('viewChannel')),
  deny: fc.constantFrom(0, setOf('viewChannel')),
});

const place = fc
  .uniqueArray(overwrite, { selector: ({ targetId }) => targetId, maxLength: 3 })
  .map((overwrites) => {
    const channel = {
      channelId: channelId.parse(newId()),
      type: 'text' as const,
      categoryId: null,
      isSynced: false,
      overwrites,
      slowModeSeconds: 0,
    };
    const rules: ServerRules = {
      serverId: server,
      ownerId: owner,
      verification: 'none',
      isRaidModeOn: false,
      roles: [
        { roleId: everyoneRoleId(server), position: 0, permissions: ordinaryPermissions },
        ...roleIds.map((id, index) => ({ roleId: id, position: index + 1, permissions: 0 })),
      ],
      categories: [],
      channels: [channel],
    };
    return { rules, channel };
  });

const members = fc
  .uniqueArray(fc.record({ userId: fc.constantFrom(...userIds), roleIds: fc.subarray(roleIds) }), {
    selector: ({ userId }) => userId,
  })
  .map((drafts) =>
    drafts.map((draft, index) =>
      memberSchema.parse({ serverId: server, joinedAt: new Date(index).toISOString(), ...draft }),
    ),
  );

const scene = fc.record({
  place,
  members,
  hoistedRoleIds: fc.shuffledSubarray(roleIds),
  online: fc.subarray(userIds).map((ids) => new Set(ids)),
});

describe('the list of a channel’s members (properties)', () => {
  it('has every member who may view the channel once, and no other member', () => {
    fc.assert(
      fc.property(scene, ({ place: { rules, channel }, members: all, hoistedRoleIds, online }) => {
        const list = listMembers(
          { rules, channel, members: all },
          { hoistedRoleIds, isOnline: (userId) => online.has(userId) },
        );
        const viewers = all.filter((member) =>
          can(resolvePermissions({ rules, member, channel }), 'viewChannel'),
        );
        expect(list.members.map(({ userId }) => userId).sort()).toEqual(
          viewers.map(({ userId }) => userId).sort(),
        );
      }),
    );
  });

  it('has counts that add up, and puts each member into their group, in order of joining', () => {
    fc.assert(
      fc.property(scene, ({ place: { rules, channel }, members: all, hoistedRoleIds, online }) => {
        const { members: rows, summary } = listMembers(
          { rules, channel, members: all },
          { hoistedRoleIds, isOnline: (userId) => online.has(userId) },
        );
        expect(summary.groups.reduce((sum, { count }) => sum + count, 0)).toBe(summary.total);
        expect(rows).toHaveLength(summary.total);
        expect(rows.filter(({ userId }) => online.has(userId))).toHaveLength(summary.online);
        const order = [...hoistedRoleIds, 'online', 'offline'];
        const places = summary.groups.map(({ groupId }) => order.indexOf(groupId));
        expect(places).toEqual([...places].sort((one, other) => one - other));
        let from = 0;
        for (const { groupId, count } of summary.groups) {
          const group = rows.slice(from, from + count);
          from += count;
          expect(count).toBeGreaterThan(0);
          expect(group.map(({ joinedAt }) => joinedAt)).toEqual(group.map(({ joinedAt }) => joinedAt).sort());
          for (const { userId, roleIds: held } of group) {
            const highest = hoistedRoleIds.find((id) => held.includes(id));
            expect(groupId).toBe(online.has(userId) ? (highest ?? 'online') : 'offline');
          }
        }
      }),
    );
  });

  it('differs exactly when a member or a group has moved', () => {
    fc.assert(
      fc.property(
        scene,
        fc.subarray(userIds),
        ({ place: { rules, channel }, members: all, hoistedRoleIds, online }, others) => {
          const viewers = { rules, channel, members: all };
          const listFor = (who: Set<string>) =>
            listMembers(viewers, { hoistedRoleIds, isOnline: (userId) => who.has(userId) });
          const [one, other] = [listFor(online), listFor(new Set(others))];
          const shown = ({ members: rows, summary }: typeof one) => ({
            ids: rows.map(({ userId }) => userId),
            summary,
          });
          expect(isSameList(one, listFor(online))).toBe(true);
          expect(isSameList(one, other)).toBe(JSON.stringify(shown(one)) === JSON.stringify(shown(other)));
        },
      ),
    );
  });
});
