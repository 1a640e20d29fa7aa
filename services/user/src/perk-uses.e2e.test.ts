import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventRoutes, type OutboxEvent } from '@maru/contracts/internal/events';
import { startInternalServer, type InternalServer } from '@maru/service-kit/internal-server';
import { createLogger } from '@maru/service-kit/logger';
import { createMetrics } from '@maru/service-kit/metrics';
import { createServiceClient } from '@maru/service-kit/service-client';
import { until } from '@maru/service-kit/testing/until';
import { featuresOf } from './compose.js';
import { MembershipHousekeeping } from './features/membership/membership-housekeeping.service.js';
import { AccountsRepository } from './repositories/accounts.repository.js';
import { PerkUsesRepository } from './repositories/perk-uses.repository.js';
import { startHarness, type Harness } from './testing/user-harness.js';

const token = 'x'.repeat(32);
let harness: Harness;
let server: InternalServer;
let uses: PerkUsesRepository;
beforeAll(async () => {
  harness = await startHarness();
  uses = harness.app.get(PerkUsesRepository);
  server = await startInternalServer({
    port: 0,
    token,
    log: createLogger({ service: 'user', level: 'silent' }),
    metrics: createMetrics('user'),
    checks: {},
    routes: featuresOf(harness.app).internal,
  });
});
afterAll(async () => {
  await server.close();
  await harness.stop();
});

const deliver = (events: OutboxEvent[]) =>
  createServiceClient({ baseUrl: `http://127.0.0.1:${server.port}`, token }).call(eventRoutes.deliverEvents, {
    body: { events, ids: events.map(() => randomUUID()) },
  });
const at = (time: string) => new Date(`2027-03-05T${time}Z`);
const useOf = (userId: string, time: string): OutboxEvent => ({
  type: 'perk.used',
  userId,
  at: at(time).toISOString(),
});

describe('a use of a perk', () => {
  it('counts from its own instant on, for its person only, and a repeat is no second use', async () => {
    const [one, other] = [(await harness.signUp()).session.me, (await harness.signUp()).session.me];
    await deliver([useOf(one.userId, '10:00:00.123'), useOf(one.userId, '11:00:00.000')]);
    await deliver([useOf(one.userId, '10:00:00.123')]);
    expect(await harness.prisma.perkUse.count({ where: { userId: one.userId } })).toBe(2);
    const isUsed = (userId: string, from: string, to: string) => uses.isUsedBetween(userId, at(from), at(to));
    expect(await isUsed(one.userId, '10:00:00.123', '10:30:00.000')).toBe(true);
    expect(await isUsed(one.userId, '09:00:00.000', '10:00:00.123')).toBe(false);
    expect(await isUsed(one.userId, '11:00:00.001', '12:00:00.000')).toBe(false);
    expect(await isUsed(other.userId, '09:00:00.000', '12:00:00.000')).toBe(false);
  });

  it('is taken together with events that the service does nothing about', async () => {
    const { userId } = (await harness.signUp()).session.me;
    await deliver([{ type: 'rail.changed', userId, rail: { entries: [] } }, useOf(userId, '10:00:00.000')]);
    expect(await harness.prisma.perkUse.count({ where: { userId } })).toBe(1);
  });

  it('is erased with its account, and one that comes later is not stored', async () => {
    const { userId } = (await harness.signUp()).session.me;
    await deliver([useOf(userId, '10:00:00.000')]);
    await harness.endGrace(userId);
    await until(() => harness.isErased(userId));
    await deliver([useOf(userId, '11:00:00.000')]);
    expect(await harness.prisma.perkUse.count({ where: { userId } })).toBe(0);
  });
});

it('a use that is being stored while its account is erased does not outlive it', async () => {
  const { userId } = (await harness.signUp()).session.me;
  const accounts = harness.app.get(AccountsRepository);
  let erased: Promise<void> | undefined;
  await harness.prisma.transact(async ({ db }) => {
    await accounts.lock(userId, db);
    erased = harness.prisma.transact((other) => accounts.erase({ userId, email: null }, other.db));
    await delay(500);
    await uses.record(userId, at('10:00:00.000'), db);
  });
  await erased;
  expect(await harness.prisma.perkUse.count({ where: { userId } })).toBe(0);
});

it('uses are removed after 400 days', async () => {
  const { userId } = (await harness.signUp()).session.me;
  const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);
  await uses.record(userId, daysAgo(401));
  await uses.record(userId, daysAgo(399));
  await harness.app.get(MembershipHousekeeping).tidy();
  expect(await harness.prisma.perkUse.count({ where: { userId } })).toBe(1);
});
