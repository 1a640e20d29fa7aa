import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { momentOf, textOf, type DemoLine } from './demo-conversation.js';

/** The socket service's message tables; see its `platform/tables.ts`. */
export interface MessageTables {
  endpoint: string;
  prefix: string;
}

interface History {
  channelId: string;
  lines: readonly DemoLine[];
  authors: Record<DemoLine['author'], string>;
}

const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };

/** A body of version 1 without text, as the contracts define it. */
const noBody = {
  v: 1,
  mentions: { userIds: [], roleIds: [], everyone: false },
  attachments: [],
  replyTo: null,
};

/** The rows that the socket service would have written, with their head, in one transaction. */
const transactionOf = ({ channelId, lines, authors }: History, prefix: string) => {
  const now = Date.now();
  const messages = lines.map((line, index) => ({
    bucket: `${channelId}#0`,
    channelId,
    seq: index + 1,
    nonce: randomUUID(),
    authorId: authors[line.author],
    body: { ...noBody, text: textOf(line, now) },
    createdAt: momentOf(line, index, now),
    editedAt: null,
    deletedAt: null,
    version: 1,
    ...(line.system ? { system: line.system } : {}),
  }));
  const head = {
    channelId,
    lastSeq: messages.length,
    newestSeq: messages.length,
    changes: 0,
    lastCreatedAt: messages.at(-1)?.createdAt,
  };
  const isNew = { ConditionExpression: 'attribute_not_exists(channelId)' };
  return [
    { Put: { TableName: `${prefix}channel_heads`, Item: head, ...isNew } },
    ...messages.map((Item) => ({ Put: { TableName: `${prefix}messages`, Item } })),
  ];
};

/** Writes days of conversation into empty channels; the API can't write into the past. */
export const writeHistory = async (tables: MessageTables, histories: readonly History[]): Promise<void> => {
  const client = new DynamoDBClient({ endpoint: tables.endpoint, region: 'ap-northeast-2', credentials });
  const documents = DynamoDBDocumentClient.from(client);
  try {
    for (const history of histories) {
      const TransactItems = transactionOf(history, tables.prefix);
      await documents.send(new TransactWriteCommand({ TransactItems })).catch((error: unknown) => {
        // The channel has messages already; they stay as they are.
        if (!(error instanceof Error) || error.name !== 'TransactionCanceledException') throw error;
      });
    }
  } finally {
    client.destroy();
  }
};
