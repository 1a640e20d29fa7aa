import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { Invite } from '@maru/contracts/http/chat/invites';
import { until } from '@maru/service-kit/testing/until';
import { sweepMs, TemporaryMembersService } from './features/members/temporary-members.service.js';
import { startHarness, type Harness, type Person } from './testing/chat-harness.js';
import { createSteps } from './testing/steps.js';

let harness: Harness;
let steps: ReturnType<typeof createSteps>;
/** The clock of the sweeps. */
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
  const { database, presence } = harness;
  await new TemporaryMembersService({ database, presence, now: () => new Date(now) }).sweep();
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

it('a temporary member who is offline for a minute is removed, and the socket service hears of it', async () => {
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

it('two sweeps shortly after each other still leave a temporary member a whole minute', async () => {
  const guest = await aGuest();
  await sweep();
  await sweep(10_000);
  await expect(isIn(guest)).resolves.toBe(true);
  await sweep(50_000);
  await expect(isIn(guest)).resolves.toBe(false);
});

it('a temporary member who is online at a sweep stays, and the minute starts again', async () => {
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

it('a temporary member who is given a role becomes permanent, also when the role is removed again', async () => {
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

it('no member is removed while the socket service does not answer', async () => {
  const guest = await aGuest();
  await sweep();
  harness.presence.isDown = true;
  await expect(sweep()).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  harness.presence.isDown = false;
  await expect(isIn(guest)).resolves.toBe(true);
});

it('permanent members stay although they are offline', async () => {
  const member = harness.person();
  await steps.join(owner, serverId, member);
  await sweep();
  await sweep();
  await expect(isIn(member)).resolves.toBe(true);
  await expect(isIn(owner)).resolves.toBe(true);
});
