import { createServer } from 'node:net';
import { S3Client, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { expect, it } from '@jest/globals';
import { toAppError } from './app-error.js';
import { awsRequestHandler } from './aws.js';

it('a service that accepts connections but never answers counts as unreachable', async () => {
  const hanging = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => hanging.once('listening', resolve));
  const address = hanging.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const client = new S3Client({
    region: 'ap-northeast-2',
    endpoint: `http://127.0.0.1:${port}`,
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    maxAttempts: 1,
    requestHandler: { ...awsRequestHandler, requestTimeout: 50 },
  });
  const failure: unknown = await client
    .send(new ListObjectsV2Command({ Bucket: 'b' }))
    .catch((error: unknown) => error);
  client.destroy();
  hanging.close();
  expect(toAppError(failure)).toMatchObject({ code: 'UNAVAILABLE', retryAfterMs: 1_000 });
});
