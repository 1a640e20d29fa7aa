import { randomUUID } from 'node:crypto';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { OutboxEvent } from '@maru/contracts/internal/events';
import { createDynamo } from '../../platform/dynamo.js';
import { createTables, tableNames } from '../../platform/tables.js';
import { DynamoChangeLog } from './change-log.dynamo.js';
import { FakeChangeLog } from './change-log.fake.js';
import type { ChangeLog } from './change-log.js';

const { client, documents } = createDynamo({
  region: 'ap-northeast-2',
  endpoint: process.env.TEST_DYNAMODB_ENDPOINT,
});
const prefixes = [0, 1, 2, 3, 4].map(() => `test_${randomUUID().slice(0, 8)}_`);
beforeAll(() => Promise.all(prefixes.map((prefix) => createTables(client, prefix))));
afterAll(() => client.destroy());

const aDynamoLog = () => new DynamoChangeLog(documents, tableNames(prefixes.pop() ?? '').changeLog);

const delivered = (id: string, sessionId = id) => {
  const userId = '7c9e6679-7425-40de-944b-e07fc1f90ae7';
  const event: OutboxEvent = {
    type: 'session.ended',
    userId,
    sessionId,
    endedAt: '2026-01-01T00:00:00.000Z',
  };
  return { id, event };
};

const contentsOf = async (log: ChangeLog) =>
  (await log.after(0, 100)).flatMap(({ events = [] }) =>
    events.map((event) => ('sessionId' in event ? event.sessionId : '')),
  );

describe.each([
  ['in memory', () => new FakeChangeLog()],
  ['in DynamoDB', aDynamoLog],
])('the change log %s', (_name, create) => {
  it('numbers entries consecutively and drops what it has taken before', async () => {
    const log = create();
    expect(await log.lastSeq()).toBe(0);
    expect(await log.append([delivered('a'), delivered('b')])).toBe(1);
    expect(await log.append([delivered('a'), delivered('c'), delivered('c')])).toBe(2);
    expect(await log.append([delivered('b')])).toBe(2);
    expect(await contentsOf(log)).toEqual(['a', 'b', 'c']);
    expect((await log.after(1, 10)).map(({ seq }) => seq)).toEqual([2]);
  });
});

describe('the change log in DynamoDB', () => {
  it('takes each event once when two nodes get the same delivery at the same time, and keeps its order', async () => {
    const log = aDynamoLog();
    const events = Array.from({ length: 100 }, (_, index) => delivered(`${index}`));
    await Promise.all([log.append(events), log.append(events), log.append([delivered('other')])]);
    const contents = await contentsOf(log);
    expect(contents.filter((each) => each !== 'other')).toEqual(events.map(({ id }) => id));
    expect(contents.filter((each) => each === 'other')).toHaveLength(1);
    const seqs = (await log.after(0, 100)).map(({ seq }) => seq);
    expect(seqs).toEqual(seqs.map((_seq, index) => index + 1));
  });

  it('holds an event that is larger than an item may be', async () => {
    const log = aDynamoLog();
    const long = 'long-session-'.repeat(100_000);
    await log.append([delivered('long', long)]);
    expect(await contentsOf(log)).toEqual([long]);
  });

  it('gives an entry without events when its content is unreadable, and the entries behind it', async () => {
    const table = tableNames(prefixes.pop() ?? '').changeLog;
    const log = new DynamoChangeLog(documents, table);
    for (const id of ['a', 'b', 'c']) await log.append([delivered(id)]);
    const Item = { part: 'entries', seq: 2, events: Buffer.from('neither compressed nor JSON') };
    await documents.send(new PutCommand({ TableName: table, Item }));
    const entries = await log.after(0, 10);
    expect(entries.map(({ seq, events }) => [seq, events?.length])).toEqual([
      [1, 1],
      [2, undefined],
      [3, 1],
    ]);
  });
});
