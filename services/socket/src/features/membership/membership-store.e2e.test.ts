import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createDynamo } from '../../platform/dynamo.js';
import { createTables, tableNames } from '../../platform/tables.js';
import { DynamoOutboxStore } from '../outbox/outbox-store.dynamo.js';
import { DynamoMembershipStore } from './membership-store.dynamo.js';

const { client, documents } = createDynamo({
  region: 'ap-northeast-2',
  endpoint: process.env.TEST_DYNAMODB_ENDPOINT,
});
const prefix = `test_${randomUUID().slice(0, 8)}_`;
const tables = tableNames(prefix);
beforeAll(() => createTables(client, prefix));
afterAll(() => client.destroy());

const until = '2027-04-05T15:00:00.000Z';
const at = new Date('2027-03-05T10:00:00.000Z');
const store = new DynamoMembershipStore(documents, tables);
let userId = '';
beforeEach(() => {
  userId = randomUUID();
});

/** Takes all events out of a queue. */
const drain = async (queue: 'chat' | 'user') => {
  const outbox = new DynamoOutboxStore(documents, tables.outbox, { queue });
  const events: unknown[] = [];
  await outbox.withLease(async () => {
    for (let rows = await outbox.nextBatch(100); rows.length > 0; rows = await outbox.nextBatch(100)) {
      events.push(...rows.map(({ event }) => event));
      await outbox.remove(rows.map(({ id }) => id));
    }
  });
  return events;
};

describe('memberships in DynamoDB', () => {
  it('are replaced and removed, and repeats change nothing', async () => {
    await expect(store.find(userId)).resolves.toBeUndefined();
    for (const plan of ['basic', 'basic', 'premium'] as const) await store.put(userId, { plan, until });
    await expect(store.find(userId)).resolves.toEqual({
      membership: { plan: 'premium', until },
      lastUse: undefined,
    });
    await store.put(userId, { plan: 'free', until: null });
    await expect(store.find(userId)).resolves.toMatchObject({ membership: { plan: 'free', until: null } });
    await store.remove(userId);
    await store.remove(userId);
    await expect(store.find(userId)).resolves.toBeUndefined();
  });

  it('tell the user service of each use with a new mark once, whichever nodes record it', async () => {
    await store.put(userId, { plan: 'basic', until });
    await Promise.all(Array.from({ length: 5 }, () => store.recordUse({ userId, mark: 'a', at })));
    await store.put(userId, { plan: 'basic', until });
    await store.recordUse({ userId, mark: 'a', at });
    const later = new Date(at.getTime() + 1);
    await store.recordUse({ userId, mark: 'b', at: later });
    await expect(store.find(userId)).resolves.toMatchObject({ lastUse: 'b' });
    await expect(drain('chat')).resolves.toEqual([]);
    await expect(drain('user')).resolves.toEqual([
      { type: 'perk.used', userId, at: at.toISOString() },
      { type: 'perk.used', userId, at: later.toISOString() },
    ]);
  });

  it('report a use again after a refund and a purchase that lead to the same membership', async () => {
    await store.put(userId, { plan: 'basic', until });
    await store.recordUse({ userId, mark: 'a', at });
    for (const _twice of [1, 2]) await store.put(userId, { plan: 'free', until: null });
    await store.put(userId, { plan: 'basic', until });
    await store.recordUse({ userId, mark: 'a', at: new Date(at.getTime() + 1) });
    await expect(drain('user')).resolves.toHaveLength(2);
  });

  it('record no use of a person who is gone', async () => {
    await store.recordUse({ userId, mark: 'a', at });
    await expect(store.find(userId)).resolves.toBeUndefined();
    await expect(drain('user')).resolves.toEqual([]);
  });
});
