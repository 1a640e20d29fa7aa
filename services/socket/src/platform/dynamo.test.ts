import { expect, it } from '@jest/globals';
import type { BatchGetCommand, DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { deleteItems, readItems, untilProcessed } from './dynamo.js';

/** A table that takes one key of each batch, and `limit` batches. */
const throttled = (limit = Number.POSITIVE_INFINITY) => {
  const table = { requests: 0 };
  const send = async ({ input }: BatchGetCommand) => {
    table.requests += 1;
    const { Keys = [] } = input.RequestItems?.t ?? {};
    if (table.requests > limit) return { UnprocessedKeys: { t: { Keys } } };
    const [first, ...others] = Keys;
    return {
      Responses: { t: first ? [first] : [] },
      UnprocessedKeys: others.length > 0 ? { t: { Keys: others } } : {},
    };
  };
  // Only `send` is called.
  return { table, documents: { send } as unknown as DynamoDBDocumentClient };
};

const keys = ['a', 'b', 'c'].map((id) => ({ id }));

it('keys that a throttled table leaves unprocessed are read in later rounds', async () => {
  const { table, documents } = throttled();
  await expect(readItems(documents, 't', keys)).resolves.toEqual(keys);
  expect(table.requests).toBe(3);
});

it('a table that processes nothing more is UNAVAILABLE after eight rounds', async () => {
  const { table, documents } = throttled(0);
  await expect(readItems(documents, 't', keys)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  expect(table.requests).toBe(8);
});

it('no keys need no request', async () => {
  const { table, documents } = throttled();
  await readItems(documents, 't', []);
  await deleteItems(documents, 't', []);
  await untilProcessed(undefined, async () => undefined);
  expect(table.requests).toBe(0);
});
