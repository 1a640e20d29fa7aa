import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readObject } from './body.js';
import type { NewMeta, ObjectStore } from './object-store.js';
import { metaFrom, type S3Handler, type S3Request } from './reply.js';
import { S3Error } from './s3-error.js';
import { sha256 } from './signature.js';
import { element, innerTexts } from './xml.js';

const md5 = (data: Buffer) => createHash('md5').update(data);

const minPartBytes = 5 * 1024 * 1024;

/** An upload belongs to its key: under another key it doesn't exist. */
const dirOf = (store: ObjectStore, bucket: string, upload: { key: string; id: string }): string =>
  store.sideFile(bucket, 'uploads', sha256(`${upload.id}/${upload.key}`));

const uploadDir = ({ url, store, bucket, key }: S3Request): string => {
  const dir = dirOf(store, bucket, { key, id: url.searchParams.get('uploadId') ?? '' });
  if (!existsSync(dir)) throw new S3Error(404, 'NoSuchUpload');
  return dir;
};

export const startUpload: S3Handler = async ({ req, store, bucket, key }) => {
  store.requireBucket(bucket);
  const UploadId = randomUUID();
  const dir = dirOf(store, bucket, { key, id: UploadId });
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

/** Returns the parts listed in the completing request, each as it was sent. */
const namedParts = async (dir: string, xml: string): Promise<Buffer[]> => {
  const named = innerTexts(xml, 'Part').map((part) => ({
    number: Number(innerTexts(part, 'PartNumber')[0]),
    etag: innerTexts(part, 'ETag')[0]?.replaceAll('"', ''),
  }));
  if (named.length === 0) throw new S3Error(400, 'MalformedXML', 'The XML you provided was not well-formed');
  if (named.some(({ number }, index) => index > 0 && number <= (named[index - 1]?.number ?? 0))) {
    throw new S3Error(400, 'InvalidPartOrder', 'The list of parts was not in ascending order.');
  }
  const parts = await Promise.all(
    named.map(async ({ number, etag }) => {
      const part = await readFile(join(dir, `part-${number}`)).catch(() => undefined);
      if (part && md5(part).digest('hex') === etag) return part;
      throw new S3Error(400, 'InvalidPart', 'One or more of the specified parts could not be found.');
    }),
  );
  if (parts.slice(0, -1).some((part) => part.length < minPartBytes)) {
    const message = 'Your proposed upload is smaller than the minimum allowed size';
    throw new S3Error(400, 'EntityTooSmall', message);
  }
  return parts;
};

export const completeUpload: S3Handler = async (request) => {
  const { req, url, store, bucket, key } = request;
  const dir = uploadDir(request);
  const parts = await namedParts(dir, (await readObject(req, url)).data.toString());
  const digests = Buffer.concat(parts.map((part) => md5(part).digest()));
  const etag = `"${md5(digests).digest('hex')}-${parts.length}"`;
  // Only this program writes the file.
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
