import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { demoConversations, textOf } from './demo-conversation.js';
import { writeHistory } from './demo-history.js';

const endpoint = process.env.TEST_DYNAMODB_ENDPOINT ?? '';
const prefix = 'demo_';
const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
const client = new DynamoDBClient({ endpoint, region: 'ap-northeast-2', credentials });
const documents = DynamoDBDocumentClient.from(client);

beforeAll(() => {
  // The socket service creates its own tables.
  execFileSync(process.execPath, ['dist/create-tables.js'], {
    cwd: fileURLToPath(new URL('../../../services/socket', import.meta.url)),
    env: {
      AWS_REGION: 'ap-northeast-2',
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
      DYNAMODB_ENDPOINT: endpoint,
      DYNAMODB_TABLE_PREFIX: prefix,
    },
  });
});
afterAll(() => client.destroy());

const [lines = []] = demoConversations;
const history = (channelId: string) => ({ channelId, lines, authors: { jimin: 'a', alice: 'b' } });
const rowsOf = async (channelId: string) => {
  const { Items = [] } = await documents.send(
    new QueryCommand({
      TableName: `${prefix}messages`,
      KeyConditionExpression: '#bucket = :bucket',
      ExpressionAttributeNames: { '#bucket': 'bucket' },
      ExpressionAttributeValues: { ':bucket': `${channelId}#0` },
    }),
  );
  return Items;
};
const headOf = async (channelId: string) =>
  (await documents.send(new GetCommand({ TableName: `${prefix}channel_heads`, Key: { channelId } }))).Item;

describe('the demo history', () => {
  it("is numbered without gaps up to the channel's head", async () => {
    await writeHistory({ endpoint, prefix }, [history('one')]);
    const rows = await rowsOf('one');
    expect(rows.map(({ seq }) => seq)).toEqual(lines.map((_line, index) => index + 1));
    expect(rows.map(({ body }) => (body as { text: string }).text)).toEqual(
      lines.map((line) => textOf(line, Date.now())),
    );
    expect(await headOf('one')).toMatchObject({
      lastSeq: lines.length,
      newestSeq: lines.length,
      lastCreatedAt: rows.at(-1)?.createdAt,
    });
  });

  it('is written once: a repeat changes nothing', async () => {
    await writeHistory({ endpoint, prefix }, [history('two')]);
    const before = await rowsOf('two');
    await writeHistory({ endpoint, prefix }, [history('two')]);
    expect(await rowsOf('two')).toEqual(before);
  });
});
