import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { BatchWriteCommand, DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

export interface Dynamo {
  client: DynamoDBClient;
  documents: DynamoDBDocumentClient;
}

/** The DynamoDB clients; `endpoint` only when the tables are not at AWS. */
export const createDynamo = (options: { region: string; endpoint?: string }): Dynamo => {
  const client = new DynamoDBClient({
    ...options,
    maxAttempts: 3,
    requestHandler: { connectionTimeout: 2_000, requestTimeout: 4_000 },
  });
  const marshallOptions = { removeUndefinedValues: true };
  return { client, documents: DynamoDBDocumentClient.from(client, { marshallOptions }) };
};

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : '');

export const isConditionFailed = (error: unknown): boolean =>
  nameOf(error) === 'ConditionalCheckFailedException';
export const isTransactionCanceled = (error: unknown): boolean =>
  nameOf(error) === 'TransactionCanceledException';

/** DynamoDB's bound for one BatchWriteItem. */
const writeBatchSize = 25;

/** Deletes items by their keys; those that are gone already count as deleted. */
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
