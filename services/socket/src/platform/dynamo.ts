import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { BatchGetCommand, BatchWriteCommand, DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { awsRequestHandler } from '@maru/service-kit/aws';

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

type Key = Record<string, string | number>;

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
    let missing: Record<string, unknown>[] = [...batch];
    while (missing.length > 0) {
      const { Responses, UnprocessedKeys } = await documents.send(
        new BatchGetCommand({ RequestItems: { [table]: { Keys: missing, ConsistentRead: true } } }),
      );
      found.push(...(Responses?.[table] ?? []));
      missing = UnprocessedKeys?.[table]?.Keys ?? [];
    }
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
    let requests: object[] = batch.map((Key) => ({ DeleteRequest: { Key } }));
    while (requests.length > 0) {
      const { UnprocessedItems } = await documents.send(
        new BatchWriteCommand({ RequestItems: { [table]: requests } }),
      );
      requests = UnprocessedItems?.[table] ?? [];
    }
  }
};
