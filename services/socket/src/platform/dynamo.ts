import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

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
