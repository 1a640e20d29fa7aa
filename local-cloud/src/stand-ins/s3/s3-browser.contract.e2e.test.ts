import {
  GetObjectCommand,
  HeadObjectCommand,
  PutBucketCorsCommand,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { createPresignedPost, type PresignedPostOptions } from '@aws-sdk/s3-presigned-post';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startS3Target, type S3Target } from '../testing/s3-target.js';

const origin = 'http://localhost:8080';

let target: S3Target;
let s3: S3Client;
let Bucket: string;

beforeAll(async () => {
  target = await startS3Target();
  // Otherwise the SDK signs the checksum of an empty body into the URL.
  s3 = target.client({ requestChecksumCalculation: 'WHEN_REQUIRED' });
  Bucket = target.bucket;
  const rule = {
    AllowedOrigins: [origin, 'https://*.maru.test'],
    AllowedMethods: ['GET', 'PUT', 'POST'],
    AllowedHeaders: ['content-type'],
    ExposeHeaders: ['ETag'],
    MaxAgeSeconds: 600,
  };
  await s3.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration: { CORSRules: [rule] } }));
});
afterAll(() => target.stop());

const at = (name: string) => ({ Bucket, Key: `${target.prefix}${name}` });
const head = (name: string) => s3.send(new HeadObjectCommand(at(name)));
const textOf = async (name: string) =>
  (await s3.send(new GetObjectCommand(at(name)))).Body?.transformToString();
const answerOf = async (response: Response) => {
  const xml = await response.text();
  return { status: response.status, code: /<Code>(.*?)<\/Code>/.exec(xml)?.[1] };
};

describe('a request without a valid signature', () => {
  beforeAll(() => s3.send(new PutObjectCommand({ ...at('private'), Body: 'secret' })));

  it.each(['GET', 'PUT', 'DELETE'])('is refused: %s with none', async (method) => {
    const answer = await answerOf(await fetch(target.urlOf(at('private').Key), { method }));
    expect(answer).toEqual({ status: 403, code: 'AccessDenied' });
    await expect(textOf('private')).resolves.toBe('secret');
  });

  it('is refused: wrong secret', async () => {
    const { accessKeyId } = await s3.config.credentials();
    const stranger = target.client({ credentials: { accessKeyId, secretAccessKey: 'guessed' } });
    await expect(stranger.send(new GetObjectCommand(at('private')))).rejects.toMatchObject({
      name: 'SignatureDoesNotMatch',
    });
  });

  it('is refused: unknown access key', async () => {
    const stranger = target.client({
      credentials: { accessKeyId: 'AKIAZZZZZZZZZZZZZZZZ', secretAccessKey: 'x' },
    });
    await expect(stranger.send(new GetObjectCommand(at('private')))).rejects.toMatchObject({
      name: 'InvalidAccessKeyId',
    });
  });

  it('is refused: clock off by an hour', async () => {
    const late = target.client({ systemClockOffset: -3_600_000 });
    await expect(late.send(new GetObjectCommand(at('private')))).rejects.toMatchObject({
      name: 'RequestTimeTooSkewed',
    });
  });

  it('is refused: tampered body', async () => {
    const client = target.client({ requestChecksumCalculation: 'WHEN_REQUIRED' });
    // This step runs after the signing step.
    client.middlewareStack.add(
      (next) => (args) =>
        next({ ...args, request: Object.assign(args.request as object, { body: 'other' }) }),
      { step: 'deserialize', priority: 'low', name: 'changeBody' },
    );
    const changed = client.send(new PutObjectCommand({ ...at('changed'), Body: 'hello' }));
    await expect(changed).rejects.toMatchObject({ name: 'XAmzContentSHA256Mismatch' });
    await expect(head('changed')).rejects.toMatchObject({ name: 'NotFound' });
  });
});

describe('a presigned PUT', () => {
  const presign = (name: string, options: { expiresIn?: number; signingDate?: Date } = {}) =>
    getSignedUrl(s3, new PutObjectCommand({ ...at(name), ContentType: 'image/png' }), {
      expiresIn: 60,
      signableHeaders: new Set(['content-type']),
      ...options,
    });
  const send = (url: string, type = 'image/png') =>
    fetch(url, { method: 'PUT', headers: { origin, 'content-type': type }, body: 'PNG!' });

  it("stores the browser's upload", async () => {
    const response = await send(await presign('put 지민.png'));
    expect(response.status).toBe(200);
    expect(response.headers.get('access-control-allow-origin')).toBe(origin);
    expect(response.headers.get('access-control-expose-headers')).toBe('ETag');
    await expect(textOf('put 지민.png')).resolves.toBe('PNG!');
    await expect(head('put 지민.png')).resolves.toMatchObject({ ContentType: 'image/png' });
  });

  it('is bound to its type', async () => {
    const answer = await answerOf(await send(await presign('type.png'), 'text/html'));
    expect(answer).toEqual({ status: 403, code: 'SignatureDoesNotMatch' });
  });

  it('is bound to its key', async () => {
    const url = (await presign('mine.png')).replace('mine.png', 'yours.png');
    await expect(send(url).then(answerOf)).resolves.toEqual({ status: 403, code: 'SignatureDoesNotMatch' });
  });

  it('is bound to its method', async () => {
    const response = await fetch(await presign('private'), {
      method: 'DELETE',
      headers: { 'content-type': 'image/png' },
    });
    await expect(answerOf(response)).resolves.toEqual({ status: 403, code: 'SignatureDoesNotMatch' });
  });

  it('expires', async () => {
    const url = await presign('late.png', { expiresIn: 1, signingDate: new Date(Date.now() - 5000) });
    await expect(send(url).then(answerOf)).resolves.toEqual({ status: 403, code: 'AccessDenied' });
  });

  it("can't be made to outlive its signed lifetime", async () => {
    const url = await presign('late.png', { expiresIn: 1, signingDate: new Date(Date.now() - 5000) });
    const answer = await answerOf(await send(url.replace('X-Amz-Expires=1', 'X-Amz-Expires=600')));
    expect(answer).toEqual({ status: 403, code: 'SignatureDoesNotMatch' });
  });

  it('lives for a week at most', async () => {
    const url = (await presign('long.png')).replace('X-Amz-Expires=60', 'X-Amz-Expires=604801');
    await expect(send(url).then(answerOf)).resolves.toEqual({
      status: 400,
      code: 'AuthorizationQueryParametersError',
    });
  });
});

describe('a presigned GET', () => {
  it('responds with the signed headers, readable to an allowed page', async () => {
    await s3.send(new PutObjectCommand({ ...at('download'), Body: 'bytes', ContentType: 'text/html' }));
    const command = new GetObjectCommand({
      ...at('download'),
      ResponseContentDisposition: 'attachment; filename="a.txt"',
      ResponseContentType: 'text/plain',
    });
    const response = await fetch(await getSignedUrl(s3, command, { expiresIn: 60 }), { headers: { origin } });
    expect(await response.text()).toBe('bytes');
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="a.txt"');
    expect(response.headers.get('content-type')).toBe('text/plain');
    expect(response.headers.get('access-control-allow-origin')).toBe(origin);
  });
});

describe('a form upload under a policy', () => {
  const policy = (name: string, options: Partial<PresignedPostOptions> = {}) =>
    createPresignedPost(s3, {
      ...at(name),
      Conditions: [
        ['content-length-range', 2, 1000],
        ['starts-with', '$Content-Type', 'image/'],
        ['starts-with', '$x-amz-meta-name', ''],
      ],
      Fields: { 'Content-Type': 'image/png', 'x-amz-meta-name': 'cat' },
      Expires: 60,
      ...options,
    });

  interface Change {
    fields?: Record<string, string>;
    size?: number;
    without?: string;
  }

  const upload = async (name: string, { fields = {}, size = 500, without }: Change = {}) => {
    const { url, fields: signed } = await policy(name);
    const form = new FormData();
    for (const [field, value] of Object.entries({ ...signed, ...fields }))
      if (field !== without) form.append(field, value);
    form.append('file', new Blob([new Uint8Array(size).fill(1)]), '고양이.png');
    return fetch(url, { method: 'POST', headers: { origin }, body: form });
  };

  it('stores the file with the fields of the form', async () => {
    const response = await upload('post.png');
    expect(response.status).toBe(204);
    expect(response.headers.get('access-control-allow-origin')).toBe(origin);
    await expect(head('post.png')).resolves.toMatchObject({
      ContentLength: 500,
      ContentType: 'image/png',
      Metadata: { name: 'cat' },
    });
  });

  it.each([
    ['a file above the limit', { size: 1001 }, 400, 'EntityTooLarge'],
    ['a file below the limit', { size: 1 }, 400, 'EntityTooSmall'],
    ['a type that the policy has not', { fields: { 'Content-Type': 'text/html' } }, 403, 'AccessDenied'],
    ['another key', { fields: { key: 'elsewhere.png' } }, 403, 'AccessDenied'],
    ['a field that the policy has not', { fields: { 'x-amz-meta-admin': '1' } }, 403, 'AccessDenied'],
    ['a field that the policy has and the form has not', { without: 'Content-Type' }, 403, 'AccessDenied'],
    [
      'another policy',
      { fields: { Policy: Buffer.from('{"conditions":[]}').toString('base64') } },
      403,
      'SignatureDoesNotMatch',
    ],
    ['no signature', { without: 'X-Amz-Signature' }, 403, undefined],
  ] as const)('is refused for %s', async (what, change, status, code) => {
    const name = `refused-${what}.png`;
    const answer = await answerOf(await upload(name, change));
    expect(answer).toMatchObject(code ? { status, code } : { status: expect.any(Number) });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    await expect(head(name)).rejects.toMatchObject({ name: 'NotFound' });
  });

  it('replaces the placeholder in the key with the file name', async () => {
    const { url, fields } = await createPresignedPost(s3, {
      Bucket,
      Key: `${target.prefix}files/\${filename}`,
      Conditions: [['starts-with', '$key', `${target.prefix}files/`]],
      Fields: { success_action_status: '201' },
      Expires: 60,
    });
    const form = new FormData();
    for (const [field, value] of Object.entries(fields)) form.append(field, value);
    form.append('file', new Blob(['x']), 'a$& b.txt');
    const response = await fetch(url, { method: 'POST', body: form });
    expect(response.status).toBe(201);
    await expect(response.text()).resolves.toContain('<Key>');
    await expect(textOf('files/a$& b.txt')).resolves.toBe('x');
  });

  it('stores a file that looks like the form around it', async () => {
    const { url, fields } = await policy('nested.bin');
    const boundary = 'x'.repeat(20);
    const body = `\r\n not --${boundary}\r\nContent-Disposition: form-data; name="key"\r\n\r\nhijacked\r\n`;
    const parts = Object.entries(fields).map(
      ([field, value]) =>
        `--${boundary}\r\nContent-Disposition: form-data; name="${field}"\r\n\r\n${value}\r\n`,
    );
    const file = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="f"\r\n\r\n${body}\r\n--${boundary}--\r\n`;
    const headers = { 'content-type': `multipart/form-data; boundary=${boundary}` };
    expect((await fetch(url, { method: 'POST', headers, body: parts.join('') + file })).status).toBe(204);
    await expect(textOf('nested.bin')).resolves.toBe(body);
  });

  it('expires', async () => {
    const { url, fields } = await policy('late.png', { Expires: -5 });
    const form = new FormData();
    for (const [field, value] of Object.entries(fields)) form.append(field, value);
    form.append('file', new Blob(['xx']));
    const response = await fetch(url, { method: 'POST', body: form });
    await expect(answerOf(response)).resolves.toEqual({ status: 403, code: 'AccessDenied' });
  });
});

describe('a preflight', () => {
  const ask = (from: string, method: string, headers?: string) =>
    fetch(target.urlOf('any'), {
      method: 'OPTIONS',
      headers: {
        origin: from,
        'access-control-request-method': method,
        ...(headers ? { 'access-control-request-headers': headers } : {}),
      },
    });

  it.each([origin, 'https://app.maru.test'])('allows %s to request what the rule permits', async (from) => {
    const response = await ask(from, 'PUT', 'content-type');
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'access-control-allow-origin': from,
      'access-control-allow-headers': 'content-type',
      'access-control-max-age': '600',
    });
  });

  it.each([
    ['another origin', 'http://evil.test', 'PUT', undefined],
    ['an origin that only contains ours', 'http://localhost:8080.evil.test', 'PUT', undefined],
    ['another method', origin, 'DELETE', undefined],
    ['another header', origin, 'PUT', 'x-amz-acl'],
  ])('is refused for %s', async (_what, from, method, headers) => {
    const response = await ask(from, method, headers);
    expect(response.status).toBe(403);
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
  });
});
