import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { paginateScan, TransactWriteCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { OutboxEvent } from '@maru/contracts/internal/events';
import { AppError } from '@maru/service-kit/app-error';
import { createLogger } from '@maru/service-kit/logger';
import { createOutboxRelay } from '@maru/service-kit/outbox/relay';
import { until } from '@maru/service-kit/testing/until';
import fc from 'fast-check';
import { createDynamo } from '../../platform/dynamo.js';
import { createTables, tableNames } from '../../platform/tables.js';
import { outboxItems } from '../../platform/outbox-items.js';
import { DynamoOutboxStore } from './outbox-store.dynamo.js';

const log = createLogger({ service: 'test', level: 'silent' });
const { client, documents } = createDynamo({
  region: 'ap-northeast-2',
  endpoint: process.env.TEST_DYNAMODB_ENDPOINT,
});
const prefix = `test_${randomUUID().slice(0, 8)}_`;
const table = tableNames(prefix).outbox;
beforeAll(() => createTables(client, prefix));
afterAll(() => client.destroy());

const eventOf = (name: string): OutboxEvent => ({
  type: 'session.ended',
  userId: '7c9e6679-7425-40de-944b-e07fc1f90ae7',
  sessionId: name,
  endedAt: '2026-01-01T00:00:00.000Z',
});
const nameOf = (event: OutboxEvent) => ('sessionId' in event ? event.sessionId : '');

const positions = new Map<string, number>();
/** Writes one change with its events, named after their partition and their order in it. */
const change = async (partition: string, eventCount = 1): Promise<string[]> => {
  const position = (positions.get(partition) ?? 0) + 1;
  positions.set(partition, position);
  const names = Array.from({ length: eventCount }, (_, index) => `${partition}:${position}.${index}`);
  const entries = { partition, position: [position, 0], events: names.map(eventOf) };
  await documents.send(new TransactWriteCommand({ TransactItems: outboxItems(table, 'chat', entries) }));
  return names;
};

const everything = async () => {
  const items = [];
  for await (const { Items = [] } of paginateScan({ client: documents }, { TableName: table }))
    items.push(...Items);
  return items;
};

/** Works in a lease until nothing is left; gives the names in the order of delivery. */
const drain = async (store: DynamoOutboxStore): Promise<string[]> => {
  const names: string[] = [];
  await store.withLease(async () => {
    for (;;) {
      const rows = await store.nextBatch(100);
      if (rows.length === 0) return;
      names.push(...rows.map(({ event }) => nameOf(event)));
      await store.remove(rows.map(({ id }) => id));
    }
  });
  return names;
};

describe('the outbox in DynamoDB', () => {
  it('gives the events of each conversation in order, and holds nothing afterwards', async () => {
    const [a, b] = [await change('a', 2), await change('b')];
    a.push(...(await change('a')), ...(await change('a', 3)));
    const names = await drain(new DynamoOutboxStore(documents, table));
    expect(names.filter((name) => name.startsWith('a'))).toEqual(a);
    expect(names.filter((name) => name.startsWith('b'))).toEqual(b);
    expect(await everything()).toEqual([]);
  });

  it('is written wholly or not at all with its change', async () => {
    const items = outboxItems(table, 'chat', { partition: 'a', position: [99], events: [eventOf('a:99')] });
    const Key = { part: 'elsewhere', place: '-' };
    const refused = {
      ConditionCheck: { TableName: table, Key, ConditionExpression: 'attribute_exists(part)' },
    };
    const write = documents.send(new TransactWriteCommand({ TransactItems: [refused, ...items] }));
    await expect(write).rejects.toThrow();
    expect(await everything()).toEqual([]);
  });

  it('draws from more conversations than one batch holds, each in its turn', async () => {
    const partitions = Array.from({ length: 45 }, (_, index) => `p${index}`);
    for (const partition of partitions) await change(partition, 2);
    const names = await drain(new DynamoOutboxStore(documents, table));
    expect(new Set(names).size).toBe(90);
    expect(await everything()).toEqual([]);
  });

  it('is worked on by one node at a time, and by another once the first is silent', async () => {
    const clock = { ms: 0 };
    const node = () => new DynamoOutboxStore(documents, table, { leaseMs: 10_000, now: () => clock.ms });
    const [first, second] = [node(), node()];
    await change('a');
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    const working = first.withLease(async () => {
      await held;
      return 'worked';
    });
    const hasLease = async () => (await everything()).some(({ part }) => part === 'lease#chat');
    await until(hasLease, 'the first node has the lease');
    const attempt = () => second.withLease(async () => 'worked');
    expect(await attempt()).toBeUndefined();
    clock.ms += 9_999;
    expect(await attempt()).toBeUndefined();
    clock.ms += 1;
    expect(await attempt()).toBe('worked');
    // The first node was only slow: it finds out and leaves the rest to others.
    release();
    await expect(working).resolves.toBe('worked');
    expect(await drain(node())).toHaveLength(1);
  });

  it('keeps what was set aside, out of the way', async () => {
    const [first = '', second = ''] = await change('a', 2);
    const store = new DynamoOutboxStore(documents, table);
    await store.withLease(async () => {
      const [row] = await store.nextBatch(1);
      if (row) await store.setAside(row, new AppError('VALIDATION_FAILED'));
    });
    expect(await drain(store)).toEqual([second]);
    const [aside, ...others] = await everything();
    expect(aside).toMatchObject({ part: 'aside#chat', event: eventOf(first) });
    expect(others).toEqual([]);
  });
});

type Fault = 'none' | 'fails' | 'answer-lost' | 'killed';

/** A line to DynamoDB that fails before or after some calls; once the node is killed, nothing comes through any more. */
const faultyLine = (nextFault: () => Fault, onKilled: () => void): DynamoDBDocumentClient => {
  let isKilled = false;
  const send = async (command: Parameters<DynamoDBDocumentClient['send']>[0]) => {
    const fault = isKilled ? 'killed' : nextFault();
    if (fault === 'killed' && !isKilled) onKilled();
    isKilled ||= fault === 'killed';
    if (isKilled || fault === 'fails') throw new Error('no connection');
    const answer = await documents.send(command);
    if (fault === 'answer-lost') throw new Error('the answer was lost');
    return answer;
  };
  // The store only sends.
  return { send } as unknown as DynamoDBDocumentClient;
};

it('relays deliver at least once and in order, whichever steps fail and whichever node dies between them (property)', async () => {
  const fault = fc.constantFrom<Fault>('none', 'none', 'none', 'fails', 'answer-lost', 'killed');
  const scenario = fc.record({
    faults: fc.array(fault, { maxLength: 30 }),
    receiverFaults: fc.array(fc.constantFrom('none', 'fails', 'answer-lost'), { maxLength: 8 }),
    changes: fc.array(
      fc.record({ partition: fc.constantFrom('x', 'y', 'z'), events: fc.integer({ min: 1, max: 3 }) }),
      { minLength: 1, maxLength: 8 },
    ),
  });
  await fc.assert(
    fc.asyncProperty(scenario, async ({ faults, receiverFaults, changes }) => {
      const [queue, receiverQueue] = [[...faults], [...receiverFaults]];
      const taken = new Map<string, string>();
      const relays: ReturnType<typeof createOutboxRelay>[] = [];
      const deliver = async (events: OutboxEvent[], ids: string[]) => {
        const receiverFault = receiverQueue.shift();
        if (receiverFault === 'fails') throw new AppError('UNAVAILABLE');
        // The receiver knows an id that it has taken, as the change log and the audit log do.
        ids.forEach((id, index) => {
          const event = events[index];
          if (event && !taken.has(id)) taken.set(id, nameOf(event));
        });
        if (receiverFault === 'answer-lost') throw new AppError('UNAVAILABLE');
      };
      const startNode = () => {
        const line = faultyLine(() => queue.shift() ?? 'none', startNode);
        const store = new DynamoOutboxStore(line, table, { leaseMs: 150 });
        const relay = createOutboxRelay({ store, deliver, log, pollMs: 20, maxBackoffMs: 20 });
        relays.push(relay);
        relay.start();
      };
      startNode();
      startNode();
      const written: string[] = [];
      for (const { partition, events } of changes) written.push(...(await change(partition, events)));
      const isEmpty = async () =>
        !(await everything()).some(({ part }) => /^(entries|pending)#/.test(String(part)));
      await until(isEmpty, 'the outbox is empty');
      await Promise.all(relays.map((relay) => relay.stop()));
      const names = [...taken.values()];
      for (const partition of ['x', 'y', 'z']) {
        const of = (list: string[]) => list.filter((name) => name.startsWith(partition));
        expect(of(names)).toEqual(of(written));
      }
    }),
    { numRuns: 8 },
  );
});
