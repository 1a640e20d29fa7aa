import { setTimeout as delay } from 'node:timers/promises';
import {
  DynamoDBClient,
  TransactionCanceledException,
  type CancellationReason,
} from '@aws-sdk/client-dynamodb';
import { BatchGetCommand, BatchWriteCommand, DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { AppError } from '@maru/service-kit/app-error';
import { awsRequestHandler } from '@maru/service-kit/aws';
import { jitteredPause } from '@maru/service-kit/retry';

export interface Dynamo {
  client: DynamoDBClient;
  documents: DynamoDBDocumentClient;
}

/** Creates the DynamoDB clients; `endpoint` is for tables outside AWS. */
export const createDynamo = (options: { region: string; endpoint?: string }): Dynamo => {
  const client = new DynamoDBClient({
    ...options,
    maxAttempts: 3,
    requestHandler: awsRequestHandler,
  });
  const marshallOptions = { removeUndefinedValues: true };
  return { client, documents: DynamoDBDocumentClient.from(client, { marshallOptions }) };
};

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : '');

export const isConditionFailed = (error: unknown): boolean =>
  nameOf(error) === 'ConditionalCheckFailedException';
/** Another transaction held the same item: nothing was written. */
export const isConflict = (error: unknown): boolean => nameOf(error) === 'TransactionConflictException';
export const isTransactionCanceled = (error: unknown): boolean =>
  nameOf(error) === 'TransactionCanceledException';

/** Returns the reasons for the cancellation of a transaction, one per item. @throws Any other error. */
export const cancellationReasons = (error: unknown): CancellationReason[] => {
  if (error instanceof TransactionCanceledException || isTransactionCanceled(error)) {
    // Checked above, by class or (across module instances) by name.
    return (error as TransactionCanceledException).CancellationReasons ?? [];
  }
  throw error;
};

export const conditionFailed = (reason: CancellationReason | undefined): boolean =>
  reason?.Code === 'ConditionalCheckFailed';

/** Another transaction touched the same item: nothing was written, and a retry may succeed. */
export const hasConflict = (reasons: readonly CancellationReason[]): boolean =>
  reasons.some(({ Code }) => Code === 'TransactionConflict');

type Key = Record<string, string | number>;

const maxRounds = 8;
const pauseMs = jitteredPause(5);

/**
 * Sends what DynamoDB left unprocessed again after growing pauses: it leaves something while a table is throttled, and requests without
 * pauses would keep it so. `send` returns what is left, or undefined. Throws UNAVAILABLE after eight rounds.
 */
export const untilProcessed = async <Rest>(
  all: Rest | undefined,
  send: (rest: Rest) => Promise<Rest | undefined>,
): Promise<void> => {
  let rest = all;
  for (let round = 1; rest !== undefined; round += 1) {
    rest = await send(rest);
    if (rest === undefined) return;
    if (round === maxRounds) throw new AppError('UNAVAILABLE', { retryAfterMs: 1_000 });
    await delay(pauseMs(round));
  }
};

const unlessEmpty = <T>(items: readonly T[] | undefined): readonly T[] | undefined =>
  items && items.length > 0 ? items : undefined;

/** DynamoDB's bound for one BatchGetItem. */
const readBatchSize = 100;

/** Reads the items with these keys, consistently. Keys must be distinct; missing items are left out. */
export const readItems = async (
  documents: DynamoDBDocumentClient,
  table: string,
  keys: readonly Key[],
): Promise<Record<string, unknown>[]> => {
  const batches = Array.from({ length: Math.ceil(keys.length / readBatchSize) }, (_, index) =>
    keys.slice(index * readBatchSize, (index + 1) * readBatchSize),
  );
  const readBatch = async (batch: readonly Key[]) => {
    const found: Record<string, unknown>[] = [];
    await untilProcessed<readonly Record<string, unknown>[]>(unlessEmpty(batch), async (missing) => {
      const { Responses, UnprocessedKeys } = await documents.send(
        new BatchGetCommand({ RequestItems: { [table]: { Keys: [...missing], ConsistentRead: true } } }),
      );
      found.push(...(Responses?.[table] ?? []));
      return unlessEmpty(UnprocessedKeys?.[table]?.Keys);
    });
    return found;
  };
  return (await Promise.all(batches.map(readBatch))).flat();
};

/** DynamoDB's bound for one BatchWriteItem. */
const writeBatchSize = 25;

/** Deletes items by key; missing ones count as deleted. */
export const deleteItems = async (
  documents: DynamoDBDocumentClient,
  table: string,
  keys: readonly Record<string, string | number>[],
): Promise<void> => {
  for (let start = 0; start < keys.length; start += writeBatchSize) {
    const batch = keys.slice(start, start + writeBatchSize);
    const deletions: readonly object[] = batch.map((Key) => ({ DeleteRequest: { Key } }));
    await untilProcessed(unlessEmpty(deletions), async (requests) => {
      const { UnprocessedItems } = await documents.send(
        new BatchWriteCommand({ RequestItems: { [table]: [...requests] } }),
      );
      return unlessEmpty<object>(UnprocessedItems?.[table]);
    });
  }
};
