import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { MembersService } from './features/members/members.service.js';
import { startHarness, type Harness } from './testing/chat-harness.js';
import { createSteps } from './testing/steps.js';

let harness: Harness;
let members: MembersService;
beforeAll(async () => {
  harness = await startHarness();
  members = new MembersService(harness.database, harness.access);
});
afterAll(() => harness.stop());

it('the socket service gets all members in order of joining, page by page', async () => {
  const owner = harness.person();
  const { serverId } = (await createSteps(harness).createServer(owner)).server;
  const later = Date.now() + 60_000;
  const others = Array.from({ length: 1_200 }, (_, index) => ({
    serverId,
    userId: randomUUID() as string,
    joinedAt: new Date(later + index),
  }));
  await harness.database.prisma.member.createMany({ data: others });
  const first = await members.listAll(serverId, undefined);
  const second = await members.listAll(serverId, first.nextCursor ?? '');
  expect([first.members.length, second.nextCursor]).toEqual([1_000, null]);
  const ids = [...first.members, ...second.members].map(({ userId }) => userId);
  expect(ids).toEqual([owner.userId, ...others.map(({ userId }) => userId)]);
});

it('the socket service gets the roles of each server with its rules, highest first and as members see them', async () => {
  const steps = createSteps(harness);
  const owner = harness.person();
  const { serverId } = (await steps.createServer(owner)).server;
  const other = (await steps.createServer(owner)).server;
  for (let made = 0; made < 2; made += 1) await steps.createRole(owner, serverId);
  const rules = await harness.access.fullRulesOf([serverId, other.serverId]);
  for (const each of [serverId, other.serverId]) {
    const { roles } = await steps.detail(owner, each);
    const highestFirst = roles.toSorted((a, b) => b.position - a.position);
    expect(rules.find((found) => found.serverId === each)?.roles).toEqual(highestFirst);
  }
});
