import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readObject } from './body.js';
import type { NewMeta } from './object-store.js';
import { metaFrom, type S3Handler, type S3Request } from './reply.js';
import { S3Error } from './s3-error.js';
import { sha256 } from './signature.js';
import { element, innerTexts } from './xml.js';

const md5 = (data: Buffer) => createHash('md5').update(data);

const uploadDir = ({ url, store, bucket }: S3Request): string => {
  const dir = store.sideFile(bucket, 'uploads', sha256(url.searchParams.get('uploadId') ?? ''));
  if (!existsSync(dir)) throw new S3Error(404, 'NoSuchUpload');
  return dir;
};

export const startUpload: S3Handler = async ({ req, store, bucket, key }) => {
  store.requireBucket(bucket);
  const UploadId = randomUUID();
  const dir = store.sideFile(bucket, 'uploads', sha256(UploadId));
  await mkdir(dir, { recursive: true });
  await writeFile(join(dir, 'meta.json'), JSON.stringify(metaFrom(req.headers)));
  return { xml: element('InitiateMultipartUploadResult', { Bucket: bucket, Key: key, UploadId }) };
};

export const uploadPart: S3Handler = async (request) => {
  const dir = uploadDir(request);
  const { data, crc32 } = await readObject(request.req, request.url);
  await writeFile(join(dir, `part-${Number(request.url.searchParams.get('partNumber'))}`), data);
  return { headers: { etag: `"${md5(data).digest('hex')}"`, 'x-amz-checksum-crc32': crc32 } };
};

export const abortUpload: S3Handler = async (request) => {
  await rm(uploadDir(request), { recursive: true });
  return { status: 204 };
};

export const completeUpload: S3Handler = async (request) => {
  const { req, url, store, bucket, key } = request;
  const dir = uploadDir(request);
  const numbers = innerTexts((await readObject(req, url)).data.toString(), 'PartNumber').map(Number);
  const parts = await Promise.all(
    numbers.map((number) =>
      readFile(join(dir, `part-${number}`)).catch(() => {
        throw new S3Error(400, 'InvalidPart');
      }),
    ),
  );
  const digests = Buffer.concat(parts.map((part) => md5(part).digest()));
  const etag = `"${md5(digests).digest('hex')}-${parts.length}"`;
  // The file is ours alone.
  const meta = JSON.parse(await readFile(join(dir, 'meta.json'), 'utf8')) as NewMeta;
  await store.put(bucket, key, { data: Buffer.concat(parts), meta: { ...meta, etag } });
  await rm(dir, { recursive: true });
  return {
    xml: element('CompleteMultipartUploadResult', {
      Location: `/${bucket}/${key}`,
      Bucket: bucket,
      Key: key,
      ETag: etag,
    }),
  };
};
