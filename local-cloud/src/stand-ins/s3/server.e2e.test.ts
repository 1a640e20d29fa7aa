import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { connect, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Server } from 'node:http';
import {
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectAclCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ObjectStore } from './object-store.js';
import { createS3Server } from './server.js';

const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
const Bucket = 'maru-test';

let dir: string;
let server: Server;
let s3: S3Client;
let port: number;

const start = async () => {
  server = createS3Server({ dir, credentials });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // It listens on a port.
  ({ port } = server.address() as AddressInfo);
  const endpoint = `http://127.0.0.1:${port}`;
  s3 = new S3Client({
    endpoint,
    region: 'ap-northeast-2',
    credentials,
    forcePathStyle: true,
    maxAttempts: 1,
  });
};
const stop = async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
};

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'maru-s3-'));
  await new ObjectStore(dir).createBucket(Bucket);
  await start();
});
afterEach(async () => {
  await stop();
  await rm(dir, { recursive: true, force: true });
});

const put = (Key: string, Body = 'hello') => s3.send(new PutObjectCommand({ Bucket, Key, Body }));
const textOf = async (Key: string) =>
  (await s3.send(new GetObjectCommand({ Bucket, Key }))).Body?.transformToString();

/** Returns the status line for a request that no client would send. */
const rawStatus = (path: string) =>
  new Promise<string>((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
    });
    socket.once('data', (data) => resolve(data.toString().split('\r\n')[0] ?? ''));
    socket.once('error', reject);
  });

describe('hostile input', () => {
  it.each([
    ['/%zz/%', 'HTTP/1.1 400 Bad Request'],
    ['//', 'HTTP/1.1 403 Forbidden'],
    ['/maru-test/a?X-Amz-Signature=x&X-Amz-Expires=nonsense', 'HTTP/1.1 400 Bad Request'],
  ])('%s is refused and does no harm', async (path, status) => {
    await expect(rawStatus(path)).resolves.toBe(status);
    await put('after');
    await expect(textOf('after')).resolves.toBe('hello');
  });

  it.each(['../../escape', '..', 'a/../../b', '/absolute', 'a//b', 'back\\slash', `${'한'.repeat(341)}`])(
    'the key %s is just a name',
    async (key) => {
      await put(key, key);
      await expect(textOf(key)).resolves.toBe(key);
      const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket }));
      expect(Contents.map(({ Key }) => Key)).toEqual([key]);
      await expect(readdir(dir)).resolves.toEqual([Bucket]);
    },
  );

  it('a key above 1024 bytes is refused', async () => {
    await expect(put('한'.repeat(342))).rejects.toMatchObject({ name: 'KeyTooLongError' });
  });

  it('an unsupported operation never passes for a plain PUT', async () => {
    await put('kept');
    const acl = new PutObjectAclCommand({ Bucket, Key: 'kept', ACL: 'public-read' });
    await expect(s3.send(acl)).rejects.toMatchObject({ name: 'NotImplemented' });
    await expect(textOf('kept')).resolves.toBe('hello');
  });

  it('an unsigned amz header is refused', async () => {
    const url = await getSignedUrl(s3, new GetObjectCommand({ Bucket, Key: 'a' }));
    const response = await fetch(url, { headers: { 'x-amz-acl': 'public-read' } });
    expect(response.status).toBe(403);
  });
});

describe('texts in headers', () => {
  const download = async (ResponseContentDisposition: string) => {
    await put('file');
    return fetch(
      await getSignedUrl(s3, new GetObjectCommand({ Bucket, Key: 'file', ResponseContentDisposition })),
    );
  };

  it('keep their Hangul', async () => {
    const response = await download('attachment; filename="고양이.png"');
    const bytes = Buffer.from(response.headers.get('content-disposition') ?? '', 'latin1');
    expect(bytes.toString('utf8')).toBe('attachment; filename="고양이.png"');
  });

  it("can't inject another header", async () => {
    expect((await download('inline\r\nset-cookie: a=b')).status).toBe(400);
  });

  it('may come from a form', async () => {
    const Fields = { 'x-amz-meta-name': '지민 🎉', 'Content-Type': 'image/png' };
    const { url, fields } = await createPresignedPost(s3, { Bucket, Key: 'posted', Fields });
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    form.append('file', new Blob(['x']));
    expect((await fetch(url, { method: 'POST', body: form })).status).toBe(204);
    const { Metadata } = await s3.send(new HeadObjectCommand({ Bucket, Key: 'posted' }));
    expect(Buffer.from(Metadata?.name ?? '', 'latin1').toString('utf8')).toBe('지민 🎉');
  });
});

describe('objects on disk', () => {
  it('survive a restart', async () => {
    await put('kept');
    await stop();
    await start();
    await expect(textOf('kept')).resolves.toBe('hello');
  });

  it('stay whole while they are replaced repeatedly', async () => {
    const bodies = Array.from({ length: 20 }, (_, n) => String(n % 10).repeat(1000 + n));
    await put('busy', bodies[0]);
    const writing = Promise.all(bodies.map((body) => put('busy', body)));
    for (let time = 0; time < 20; time += 1) {
      const found = await s3.send(new GetObjectCommand({ Bucket, Key: 'busy' }));
      const text = (await found.Body?.transformToString()) ?? '';
      expect(bodies).toContain(text);
      expect(found.ContentLength).toBe(text.length);
    }
    await writing;
    await expect(readdir(join(dir, Bucket, 'objects'))).resolves.toHaveLength(2);
  });
});
