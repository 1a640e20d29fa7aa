import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { channelId as channelIdSchema } from '@maru/contracts/primitives';
import type { Reaction } from '@maru/contracts/socket/annotations';
import { newId } from '@maru/service-kit/ids';
import { createDynamo } from '../../platform/dynamo.js';
import { createTables, tableNames } from '../../platform/tables.js';
import { DynamoAnnotationStore } from './annotation-store.dynamo.js';
import { FakeAnnotationStore } from './annotation-store.fake.js';
import { emptyAnnotationHead, type AnnotationStore } from './annotation-store.js';

const { client, documents } = createDynamo({
  region: 'ap-northeast-2',
  endpoint: process.env.TEST_DYNAMODB_ENDPOINT,
});
const prefix = `test_${randomUUID().slice(0, 8)}_`;
beforeAll(() => createTables(client, prefix));
afterAll(() => client.destroy());

const aDynamoStore = () => new DynamoAnnotationStore(documents, tableNames(prefix).annotations);
const aChannel = () => channelIdSchema.parse(newId());

const thumb = (seq: number, change: number, people: string[]): Reaction => ({
  kind: 'reaction',
  key: '👍',
  seq,
  change,
  value: people.length > 0 ? { count: people.length, people } : null,
});
const pin = (seq: number, change: number) => ({
  kind: 'pin' as const,
  key: '' as const,
  seq,
  change,
  value: { pinnedBy: randomUUID(), pinnedAt: '2026-01-01T00:00:00.000Z' },
});

describe.each([
  ['in memory', () => new FakeAnnotationStore()],
  ['in DynamoDB', aDynamoStore],
])('annotations %s', (_name, create: () => AnnotationStore) => {
  it('are empty at first', async () => {
    const [store, channelId] = [create(), aChannel()];
    expect(await store.readHead(channelId)).toEqual(emptyAnnotationHead);
    expect(await store.range(channelId, { from: 1, to: 100 }, 10)).toEqual([]);
    expect(await store.changesAfter(channelId, 0, 10)).toEqual([]);
    expect(await store.findAll(channelId, [{ seq: 1, kind: 'reaction', key: '👍' }])).toEqual([]);
  });

  it('are written with their parts and changes, and removed again', async () => {
    const [store, channelId, userId] = [create(), aChannel(), randomUUID()];
    const [reaction, pinned] = [thumb(2, 1, [userId]), pin(1, 2)];
    const part = { seq: 2, key: '👍', userId };
    const wrote = await store.write(channelId, emptyAnnotationHead, {
      id: 'first',
      annotations: [reaction, pinned],
      parts: [{ ...part, isSet: true }],
    });
    expect(wrote).toBe(true);
    const head = await store.readHead(channelId);
    expect(head).toEqual({ annotations: 2, lastSeq: 2 });
    expect(await store.readHeads([aChannel(), channelId])).toEqual(new Map([[channelId, head]]));
    expect(await store.range(channelId, { from: 1, to: 2 }, 10)).toEqual([pinned, reaction]);
    expect(await store.range(channelId, { from: 2, to: 9 }, 10)).toEqual([reaction]);
    expect(await store.findAll(channelId, [reaction])).toEqual([reaction]);
    expect(await store.findParts(channelId, [part, { ...part, userId: randomUUID() }])).toEqual([part]);
    expect(await store.peopleOf(channelId, part, 10)).toEqual([userId]);

    const removed = { id: 'second', annotations: [thumb(2, 3, [])], parts: [{ ...part, isSet: false }] };
    expect(await store.write(channelId, head, removed)).toBe(true);
    expect(await store.range(channelId, { from: 1, to: 9 }, 10)).toEqual([pinned]);
    expect(await store.findParts(channelId, [part])).toEqual([]);
    const changes = await store.changesAfter(channelId, 1, 10);
    expect(changes).toEqual([
      { change: 2, target: { seq: 1, kind: 'pin', key: '' }, writeId: 'first' },
      { change: 3, target: { seq: 2, kind: 'reaction', key: '👍' }, writeId: 'second' },
    ]);
    expect(await store.changesAfter(channelId, 0, 2)).toHaveLength(2);
  });

  it('are written by one of two writers that have read the same head', async () => {
    const [store, channelId] = [create(), aChannel()];
    for (const change of [1, 2]) {
      const head = await store.readHead(channelId);
      const writes = Array.from({ length: 5 }, () => {
        const userId = randomUUID();
        return store.write(channelId, head, {
          id: newId(),
          annotations: [thumb(1, change, [userId])],
          parts: [{ seq: 1, key: '👍', userId, isSet: true }],
        });
      });
      const outcomes = await Promise.all(writes);
      expect(outcomes.filter(Boolean)).toHaveLength(1);
    }
    expect(await store.peopleOf(channelId, { seq: 1, key: '👍' }, 10)).toHaveLength(2);
    expect(await store.changesAfter(channelId, 0, 10)).toHaveLength(2);
  });

  it('are listed in the order of their messages, over the ends of partitions and up to the limit', async () => {
    const [store, channelId] = [create(), aChannel()];
    const all = [9, 10, 999, 1_000, 1_001].map((seq, index) => pin(seq, index + 1));
    await store.write(channelId, emptyAnnotationHead, { id: newId(), annotations: all, parts: [] });
    const seqs = async (from: number, to: number, limit = 10) =>
      (await store.range(channelId, { from, to }, limit)).map(({ seq }) => seq);
    expect(await seqs(1, 2_000)).toEqual([9, 10, 999, 1_000, 1_001]);
    expect(await seqs(10, 1_000)).toEqual([10, 999, 1_000]);
    expect(await seqs(1, 2_000, 4)).toEqual([9, 10, 999, 1_000]);
  });

  it('of a channel that is gone are removed step by step, and those of others stay', async () => {
    const [store, channelId, other] = [create(), aChannel(), aChannel()];
    const userId = randomUUID();
    const parts = [{ seq: 1, key: '👍', userId, isSet: true }];
    for (const each of [channelId, other])
      await store.write(each, emptyAnnotationHead, {
        id: newId(),
        annotations: [thumb(1, 1, [userId]), pin(2_500, 2)],
        parts,
      });
    let steps = 0;
    while (await store.removeSome(channelId)) steps += 1;
    expect(steps).toBeLessThan(10);
    expect(await store.readHead(channelId)).toEqual(emptyAnnotationHead);
    expect(await store.range(channelId, { from: 1, to: 3_000 }, 10)).toEqual([]);
    expect(await store.findParts(channelId, parts)).toEqual([]);
    expect(await store.range(other, { from: 1, to: 3_000 }, 10)).toHaveLength(2);
  });
});
