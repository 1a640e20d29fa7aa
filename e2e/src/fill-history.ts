import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { BatchWriteCommand, DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { textBody } from '@maru/contracts/socket/message-body';

const batchSize = 25;

/** Puts a long conversation straight into the tables, which `services/socket/src/platform/tables.ts` describes. */
export const fillHistory = async (channelId: string, authorId: string, count: number): Promise<void> => {
  const client = new DynamoDBClient({
    endpoint: process.env.E2E_DYNAMODB_URL,
    region: 'ap-northeast-2',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const documents = DynamoDBDocumentClient.from(client);
  const start = Date.now() - count * 60_000;
  const items = Array.from({ length: count }, (_, index) => {
    const seq = index + 1;
    return {
      bucket: `${channelId}#${Math.floor(seq / 1000)}`,
      channelId,
      seq,
      nonce: randomUUID(),
      authorId,
      body: textBody(`메시지 ${seq}${seq % 7 === 0 ? ` ${'긴 이야기 '.repeat(30)}` : ''}`.trim()),
      createdAt: new Date(start + seq * 60_000).toISOString(),
      editedAt: null,
      deletedAt: null,
      version: 1,
    };
  });
  for (let from = 0; from < count; from += batchSize) {
    const requests = items.slice(from, from + batchSize).map((Item) => ({ PutRequest: { Item } }));
    await documents.send(new BatchWriteCommand({ RequestItems: { maru_messages: requests } }));
  }
  const head = { channelId, lastSeq: count, changes: 0, lastCreatedAt: items.at(-1)?.createdAt };
  await documents.send(new PutCommand({ TableName: 'maru_channel_heads', Item: head }));
  client.destroy();
};
