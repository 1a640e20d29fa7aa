import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { Invite } from '@maru/contracts/http/chat/invites';
import { createLocks } from '@maru/service-kit/mysql/locks';
import { sweepMs, TemporaryMembersService } from './features/members/temporary-members.service.js';
import { startHarness, type Harness, type Person } from './testing/chat-harness.js';
import { createSteps, until } from './testing/steps.js';

let harness: Harness;
let steps: ReturnType<typeof createSteps>;
/** Sweeps come one after the other by this clock. */
let now: number;
let owner: Person;
let serverId: string;

beforeAll(async () => {
  harness = await startHarness();
  steps = createSteps(harness);
});
afterAll(() => harness.stop());
beforeEach(async () => {
  now = Date.parse('2026-11-24T00:00:00Z');
  harness.presence.online.clear();
  owner = harness.person();
  ({ serverId } = (await steps.createServer(owner)).server);
});

/** Sweeps as a node that has just started. */
const sweep = async (afterMs = sweepMs) => {
  now += afterMs;
  const { database, presence, url } = harness;
  await new TemporaryMembersService({
    database,
    presence,
    locks: createLocks(url),
    now: () => new Date(now),
  }).sweep();
};

const aGuest = async () => {
  const guest = harness.person();
  const body = { isTemporary: true };
  const path = `/chat/v1/servers/${serverId}/invites`;
  const { code } = await steps.ask<Invite>(owner, path, { method: 'POST', body });
  await steps.ask(guest, `/chat/v1/invites/${code}/accept`, { method: 'POST' });
  return guest;
};
const isIn = async ({ userId }: Person) =>
  (await harness.database.prisma.member.count({ where: { serverId, userId } })) === 1;

it('who only came to look leaves after a minute offline, and everybody hears of it', async () => {
  const guest = await aGuest();
  await sweep();
  await expect(isIn(guest)).resolves.toBe(true);
  await sweep();
  await expect(isIn(guest)).resolves.toBe(false);
  await until(() =>
    harness.delivered.some((event) => event.type === 'member.left' && event.userId === guest.userId),
  );
  const server = await harness.database.prisma.server.findUnique({ where: { id: serverId } });
  expect(server?.memberCount).toBe(1);
  await expect(harness.database.prisma.auditEntry.count({ where: { serverId } })).resolves.toBe(0);
});

it('two nodes that sweep shortly after each other give nobody less than a minute', async () => {
  const guest = await aGuest();
  await sweep();
  await sweep(10_000);
  await expect(isIn(guest)).resolves.toBe(true);
  await sweep(50_000);
  await expect(isIn(guest)).resolves.toBe(false);
});

it('who comes back between two sweeps stays, and begins anew', async () => {
  const guest = await aGuest();
  await sweep();
  harness.presence.online.add(guest.userId);
  await sweep();
  harness.presence.online.clear();
  await sweep();
  await expect(isIn(guest)).resolves.toBe(true);
  await sweep();
  await expect(isIn(guest)).resolves.toBe(false);
});

it('who was given a role stays, also when it is taken again', async () => {
  const guest = await aGuest();
  const role = await steps.createRole(owner, serverId);
  await sweep();
  await steps.giveRole(owner, role, guest);
  await steps.ask(owner, `/chat/v1/servers/${serverId}/members/${guest.userId}/roles/${role.roleId}`, {
    method: 'DELETE',
  });
  await sweep();
  await sweep();
  await expect(isIn(guest)).resolves.toBe(true);
});

it('nobody leaves while nobody can tell who is online', async () => {
  const guest = await aGuest();
  await sweep();
  harness.presence.isDown = true;
  await expect(sweep()).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  harness.presence.isDown = false;
  await expect(isIn(guest)).resolves.toBe(true);
});

it('other members come and go as they like', async () => {
  const member = harness.person();
  await steps.join(owner, serverId, member);
  await sweep();
  await sweep();
  await expect(isIn(member)).resolves.toBe(true);
  await expect(isIn(owner)).resolves.toBe(true);
});
