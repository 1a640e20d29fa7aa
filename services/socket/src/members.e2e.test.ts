import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { roleId } from '@maru/contracts/primitives';
import type { MemberGroups } from '@maru/contracts/socket/members';
import { newId } from '@maru/service-kit/ids';
import { startHarness, type Harness, type Place } from './testing/socket-harness.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

const staff = roleId.parse(newId());
let [owner, member, helper] = ['', '', ''];
let place: Place;
beforeEach(() => {
  [owner, member, helper] = [randomUUID(), randomUUID(), randomUUID()];
  place = harness.communities.create(owner, member, helper);
  harness.communities.add(helper, place, { roleIds: [staff] });
  harness.communities.hoist(place, staff);
});

const counts = ({ groups }: MemberGroups) =>
  Object.fromEntries(groups.map((each) => [each.groupId, each.count]));

describe('the members’ panel', () => {
  it('groups who is online by role, and tells of who comes and goes', async () => {
    const watcher = await harness.connect(owner);
    const first = await watcher.ask('members:watch', { channelId: place.channelId });
    expect(counts(first)).toEqual({ online: 1, offline: 2 });
    const visitor = await harness.connect(helper);
    await watcher.pushed('members:changed', (list) => counts(list)[staff] === 1 && list.online === 2);
    const window = await watcher.ask('members:window', { channelId: place.channelId, from: 0, count: 10 });
    expect(window.members.map(({ userId }) => userId)).toEqual([helper, owner, member]);
    visitor.socket.disconnect();
    await watcher.pushed('members:changed', (list) => list.online === 1 && counts(list).offline === 2);
  });
});
