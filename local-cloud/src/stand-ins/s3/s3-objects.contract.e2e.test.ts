import { Readable } from 'node:stream';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  PutObjectTaggingCommand,
  UploadPartCommand,
  type PutObjectCommandInput,
  type S3Client,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startS3Target, type S3Target } from '../testing/s3-target.js';

let target: S3Target;
let s3: S3Client;
let Bucket: string;

beforeAll(async () => {
  target = await startS3Target();
  s3 = target.client();
  Bucket = target.bucket;
});
afterAll(() => target.stop());

const at = (name: string) => ({ Bucket, Key: `${target.prefix}${name}` });
const put = (name: string, options: Partial<PutObjectCommandInput> = {}) =>
  s3.send(new PutObjectCommand({ ...at(name), Body: 'hello', ...options }));
const get = (name: string) => s3.send(new GetObjectCommand(at(name)));
const textOf = async (name: string) => (await get(name)).Body?.transformToString();

/** Returns the name of the S3 error that a promise was rejected with, and its HTTP status. */
const refusal = async (promise: Promise<unknown>) => {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Error)) throw new Error('it was not refused');
  const { $metadata } = error as Error & { $metadata?: { httpStatusCode?: number } };
  return { name: error.name, status: $metadata?.httpStatusCode };
};

describe('an object', () => {
  it('comes back as it was stored, with its headers and metadata, whatever its key', async () => {
    const key = '사진/지민 🎉 (1)+a&b=c.txt';
    await put(key, {
      Body: Buffer.from('안녕'),
      ContentType: 'text/plain; charset=utf-8',
      CacheControl: 'max-age=60',
      Metadata: { owner: 'jimin' },
    });
    const found = await get(key);
    expect(await found.Body?.transformToString()).toBe('안녕');
    expect(found).toMatchObject({
      ContentType: 'text/plain; charset=utf-8',
      CacheControl: 'max-age=60',
      ContentLength: 6,
      Metadata: { owner: 'jimin' },
      ETag: '"ef1c511c9efb9259438f098aff940740"',
    });
  });

  it('may be a stream, which the SDK sends in chunks with a trailing checksum', async () => {
    await put('stream', { Body: Readable.from([Buffer.from('abc'), Buffer.from('def')]), ContentLength: 6 });
    await expect(textOf('stream')).resolves.toBe('abcdef');
  });

  it('may be empty', async () => {
    await put('empty', { Body: Buffer.alloc(0) });
    const found = await get('empty');
    expect(found.ContentLength).toBe(0);
    expect(await found.Body?.transformToString()).toBe('');
  });

  it('is replaced by a later put, and gone after a delete, which may be repeated', async () => {
    await put('twice', { Body: 'one' });
    await put('twice', { Body: 'two' });
    await expect(textOf('twice')).resolves.toBe('two');
    await s3.send(new DeleteObjectCommand(at('twice')));
    await s3.send(new DeleteObjectCommand(at('twice')));
    await expect(refusal(get('twice'))).resolves.toEqual({ name: 'NoSuchKey', status: 404 });
  });

  it("that doesn't exist is NotFound to HEAD, which has no body with details", async () => {
    await expect(refusal(s3.send(new HeadObjectCommand(at('none'))))).resolves.toEqual({
      name: 'NotFound',
      status: 404,
    });
  });

  it("can't be put into a missing bucket", async () => {
    const elsewhere = new PutObjectCommand({ Bucket: `${Bucket}-none-of-ours`, Key: 'a', Body: 'a' });
    const { name, status } = await refusal(s3.send(elsewhere));
    expect(['NoSuchBucket', 'AccessDenied']).toContain(name);
    expect([403, 404]).toContain(status);
  });

  it("is refused if it doesn't match its digest", async () => {
    await expect(refusal(put('digest', { ContentMD5: 'AAAAAAAAAAAAAAAAAAAAAA==' }))).resolves.toEqual({
      name: 'BadDigest',
      status: 400,
    });
    await expect(refusal(put('digest', { ChecksumCRC32: 'AAAAAA==' }))).resolves.toMatchObject({
      status: 400,
    });
    await expect(refusal(get('digest'))).resolves.toMatchObject({ name: 'NoSuchKey' });
  });

  it.each(['CRC32', 'CRC32C', 'SHA1', 'SHA256'] as const)('may declare a %s checksum', async (algorithm) => {
    await put(`checksum-${algorithm}`, { ChecksumAlgorithm: algorithm });
    await expect(textOf(`checksum-${algorithm}`)).resolves.toBe('hello');
  });
});

describe('a conditional request', () => {
  it('creates only if the key is free', async () => {
    await put('new', { IfNoneMatch: '*' });
    await expect(refusal(put('new', { IfNoneMatch: '*' }))).resolves.toEqual({
      name: 'PreconditionFailed',
      status: 412,
    });
  });

  it('lets exactly one of many writers create an object', async () => {
    const writers = Array.from({ length: 8 }, (_, n) => put('race', { Body: String(n), IfNoneMatch: '*' }));
    const results = await Promise.allSettled(writers);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('overwrites only the version that the writer has seen', async () => {
    const { ETag } = await put('seen', { Body: 'one' });
    await put('seen', { Body: 'two', IfMatch: ETag });
    await expect(refusal(put('seen', { Body: 'three', IfMatch: ETag }))).resolves.toMatchObject({
      status: 412,
    });
    await expect(textOf('seen')).resolves.toBe('two');
  });

  it("doesn't resend a version that the reader has", async () => {
    const { ETag } = await put('known');
    const again = s3.send(new GetObjectCommand({ ...at('known'), IfNoneMatch: ETag }));
    await expect(refusal(again)).resolves.toMatchObject({ status: 304 });
  });
});

describe('a range', () => {
  beforeAll(() => put('range', { Body: '0123456789' }));

  it.each([
    ['bytes=2-4', '234', 'bytes 2-4/10'],
    ['bytes=7-', '789', 'bytes 7-9/10'],
    ['bytes=-3', '789', 'bytes 7-9/10'],
    ['bytes=8-99', '89', 'bytes 8-9/10'],
  ])('%s returns those bytes', async (Range, text, ContentRange) => {
    const found = await s3.send(new GetObjectCommand({ ...at('range'), Range }));
    expect(await found.Body?.transformToString()).toBe(text);
    expect(found).toMatchObject({ ContentRange, ContentLength: text.length });
    expect(found.$metadata.httpStatusCode).toBe(206);
  });

  it('beyond the end is refused', async () => {
    const behind = s3.send(new GetObjectCommand({ ...at('range'), Range: 'bytes=10-' }));
    await expect(refusal(behind)).resolves.toEqual({ name: 'InvalidRange', status: 416 });
  });
});

describe('a copy', () => {
  it('has the metadata of the original, or its own', async () => {
    await put('original', { ContentType: 'text/plain', Metadata: { owner: 'alice' } });
    const CopySource = encodeURI(`${Bucket}/${at('original').Key}`);
    await s3.send(new CopyObjectCommand({ ...at('copy-같은'), CopySource }));
    await s3.send(
      new CopyObjectCommand({
        ...at('copy-other'),
        CopySource,
        MetadataDirective: 'REPLACE',
        ContentType: 'a/b',
      }),
    );
    await expect(get('copy-같은')).resolves.toMatchObject({
      ContentType: 'text/plain',
      Metadata: { owner: 'alice' },
    });
    await expect(get('copy-other')).resolves.toMatchObject({ ContentType: 'a/b', Metadata: {} });
    await expect(textOf('copy-other')).resolves.toBe('hello');
  });

  it('of a missing object is refused', async () => {
    const CopySource = `${Bucket}/${target.prefix}none`;
    const nothing = s3.send(new CopyObjectCommand({ ...at('copy-none'), CopySource }));
    await expect(refusal(nothing)).resolves.toMatchObject({ name: 'NoSuchKey', status: 404 });
  });
});

describe('a listing', () => {
  const names = ['a/1', 'a/2', 'a/b/3', 'c', '지민'];
  const list = (options: {
    Delimiter?: string;
    MaxKeys?: number;
    ContinuationToken?: string;
    StartAfter?: string;
  }) => s3.send(new ListObjectsV2Command({ Bucket, Prefix: `${target.prefix}list/`, ...options }));
  const strip = (key = '') => key.slice(`${target.prefix}list/`.length);

  beforeAll(async () => {
    for (const name of names) await put(`list/${name}`);
  });

  it('is in key order', async () => {
    const { Contents = [], KeyCount, IsTruncated } = await list({});
    expect(Contents.map(({ Key }) => strip(Key))).toEqual(names);
    expect(Contents[0]).toMatchObject({ Size: 5, ETag: '"5d41402abc4b2a76b9719d911017c592"' });
    expect({ KeyCount, IsTruncated }).toEqual({ KeyCount: 5, IsTruncated: false });
  });

  it('is paged, with each key and folder once', async () => {
    const seen: string[] = [];
    let ContinuationToken: string | undefined;
    do {
      const page = await list({ MaxKeys: 1, Delimiter: '/', ContinuationToken });
      seen.push(...(page.Contents ?? []).map(({ Key }) => strip(Key)));
      seen.push(...(page.CommonPrefixes ?? []).map(({ Prefix }) => strip(Prefix)));
      ContinuationToken = page.NextContinuationToken;
    } while (ContinuationToken);
    expect(seen).toEqual(['a/', 'c', '지민']);
  });

  it('may start after a key, and may be empty', async () => {
    const { Contents = [] } = await list({ StartAfter: `${target.prefix}list/a/2` });
    expect(Contents.map(({ Key }) => strip(Key))).toEqual(['a/b/3', 'c', '지민']);
    const empty = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: `${target.prefix}nothing/` }));
    expect(empty.KeyCount).toBe(0);
  });

  it('may be asked for zero keys', async () => {
    const { KeyCount, IsTruncated } = await list({ MaxKeys: 0 });
    expect({ KeyCount, IsTruncated }).toEqual({ KeyCount: 0, IsTruncated: false });
  });
});

describe('a multipart upload', () => {
  const fiveMegabytes = 5 * 1024 * 1024;

  it('becomes one object', async () => {
    const body = Buffer.alloc(2 * fiveMegabytes + 1, 7);
    await new Upload({
      client: s3,
      params: { ...at('big'), Body: Readable.from([body]), ContentType: 'x/y' },
    }).done();
    const found = await get('big');
    expect(Buffer.from((await found.Body?.transformToByteArray()) ?? []).equals(body)).toBe(true);
    expect(found.ETag).toMatch(/^"[0-9a-f]{32}-3"$/);
    expect(found.ContentType).toBe('x/y');
  });

  it('leaves nothing behind once aborted', async () => {
    const { UploadId } = await s3.send(new CreateMultipartUploadCommand(at('given-up')));
    await s3.send(new UploadPartCommand({ ...at('given-up'), UploadId, PartNumber: 1, Body: 'x' }));
    await s3.send(new AbortMultipartUploadCommand({ ...at('given-up'), UploadId }));
    const late = s3.send(new UploadPartCommand({ ...at('given-up'), UploadId, PartNumber: 2, Body: 'x' }));
    await expect(refusal(late)).resolves.toEqual({ name: 'NoSuchUpload', status: 404 });
    await expect(refusal(get('given-up'))).resolves.toMatchObject({ name: 'NoSuchKey' });
  });

  const complete = async (name: string, parts: string[], given?: { ETag: string; PartNumber: number }[]) => {
    const { UploadId } = await s3.send(new CreateMultipartUploadCommand(at(name)));
    const Parts: { ETag?: string; PartNumber: number }[] = [];
    for (const [index, Body] of parts.entries()) {
      const part = { ...at(name), UploadId, PartNumber: index + 1, Body };
      Parts.push({ PartNumber: index + 1, ETag: (await s3.send(new UploadPartCommand(part))).ETag });
    }
    const MultipartUpload = { Parts: given ?? Parts };
    return s3.send(new CompleteMultipartUploadCommand({ ...at(name), UploadId, MultipartUpload }));
  };

  it('is refused with a part that was never sent or differs', async () => {
    const ETag = '"00000000000000000000000000000000"';
    await expect(refusal(complete('missing', ['x'], [{ ETag, PartNumber: 2 }]))).resolves.toMatchObject({
      name: 'InvalidPart',
    });
    await expect(refusal(complete('other', ['x'], [{ ETag, PartNumber: 1 }]))).resolves.toMatchObject({
      name: 'InvalidPart',
    });
  });

  it('is refused if a part before the last is below 5 MiB', async () => {
    await expect(refusal(complete('small', ['x', 'y']))).resolves.toEqual({
      name: 'EntityTooSmall',
      status: 400,
    });
  });
});

describe('other operations', () => {
  it('delete many objects at once, missing ones included', async () => {
    await put('many/1');
    const Objects = ['many/1', 'many/<2>&'].map((name) => ({ Key: at(name).Key }));
    const { Deleted = [], Errors } = await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
    expect(Deleted.map(({ Key }) => Key).sort()).toEqual(Objects.map(({ Key }) => Key).sort());
    expect(Errors ?? []).toEqual([]);
    await expect(refusal(get('many/1'))).resolves.toMatchObject({ name: 'NoSuchKey' });
  });

  it('store tags', async () => {
    await put('tagged');
    const TagSet = [{ Key: 'kind', Value: '사진' }];
    await s3.send(new PutObjectTaggingCommand({ ...at('tagged'), Tagging: { TagSet } }));
    await expect(s3.send(new GetObjectTaggingCommand(at('tagged')))).resolves.toMatchObject({ TagSet });
    await expect(textOf('tagged')).resolves.toBe('hello');
  });

  it('know only existing buckets', async () => {
    await expect(s3.send(new HeadBucketCommand({ Bucket }))).resolves.toBeDefined();
    const other = await refusal(s3.send(new HeadBucketCommand({ Bucket: `${Bucket}-none-of-ours` })));
    expect([403, 404]).toContain(other.status);
  });
});
