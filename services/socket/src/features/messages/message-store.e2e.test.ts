import { randomUUID } from 'node:crypto';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { channelId as channelIdSchema } from '@maru/contracts/primitives';
import { emptyBody, textBody } from '@maru/contracts/socket/message-body';
import { createDynamo } from '../../platform/dynamo.js';
import { createTables, tableNames } from '../../platform/tables.js';
import { ChannelWriter } from './channel-writer.js';
import { DynamoMessageStore } from './message-store.dynamo.js';

const channelId = channelIdSchema.parse('01JD0000000000000000000000');
const authorId = randomUUID();
const prefix = `test_${randomUUID().slice(0, 8)}_`;
const tables = tableNames(prefix);
const { client, documents } = createDynamo({
  region: 'ap-northeast-2',
  endpoint: process.env.TEST_DYNAMODB_ENDPOINT,
});
const store = new DynamoMessageStore(documents, tables);
beforeAll(() => createTables(client, prefix));
afterAll(() => client.destroy());

const at = '2026-01-01T00:00:00.000Z';
const put = (TableName: string, Item: Record<string, unknown>) =>
  documents.send(new PutCommand({ TableName, Item }));

/** Rows as they were written before messages had a body. */
const writeOldRows = async (...contents: string[]): Promise<void> => {
  for (const [index, content] of contents.entries()) {
    const seq = index + 1;
    const row = {
      bucket: `${channelId}#0`,
      channelId,
      seq,
      nonce: `nonce-of-message-${seq}`,
      authorId,
      content,
    };
    await put(tables.messages, { ...row, createdAt: at, editedAt: null, deletedAt: null, version: 1 });
    await put(tables.messageNonces, { nonceKey: `${channelId}#${authorId}#${row.nonce}`, seq });
  }
  await put(tables.channelHeads, { channelId, lastSeq: contents.length, changes: 0, lastCreatedAt: at });
};

it('messages of the format before bodies are read, sent again, edited, deleted and followed by new ones', async () => {
  await writeOldRows('하나', '둘', '셋');
  const bodies = async () => (await store.range(channelId, 1, 100)).map(({ body }) => body);
  expect(await bodies()).toEqual(['하나', '둘', '셋'].map(textBody));

  const writer = new ChannelWriter(channelId, {
    store,
    onCreated: () => undefined,
    onChanged: () => undefined,
  });
  const repeat = { authorId, nonce: 'nonce-of-message-1', body: textBody('하나') };
  await expect(writer.send(repeat)).resolves.toMatchObject({ seq: 1, body: textBody('하나') });
  await writer.change(2, (current) => ({ ...current, body: textBody('두울'), version: 2 }));
  await writer.change(3, (current) => ({ ...current, body: emptyBody, deletedAt: at, version: 2 }));
  await writer.send({ authorId, nonce: randomUUID(), body: textBody('넷') });
  expect(await bodies()).toEqual([textBody('하나'), textBody('두울'), emptyBody, textBody('넷')]);
});
