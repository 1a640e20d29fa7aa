import { readObject } from './body.js';
import type { StoredMeta } from './object-store.js';
import { headerValue, metaFrom, type S3Handler, type S3Reply, type S3Request } from './reply.js';
import type { RequestUrl } from './request-url.js';
import { S3Error } from './s3-error.js';
import { element } from './xml.js';

const copy = async ({ req, store, bucket, key }: S3Request, source: string): Promise<S3Reply> => {
  const [, sourceBucket = '', sourceKey = ''] = /^\/?([^/]+)\/(.+)$/.exec(decodeURIComponent(source)) ?? [];
  const { meta: original, data } = await store.read(sourceBucket, sourceKey);
  const isReplaced = req.headers['x-amz-metadata-directive'] === 'REPLACE';
  const meta = isReplaced ? metaFrom(req.headers) : { headers: original.headers, user: original.user };
  const stored = await store.put(bucket, key, { data, meta });
  return { xml: element('CopyObjectResult', { ETag: stored.etag, LastModified: stored.modifiedAt }) };
};

/** `If-None-Match: *` writes only if no object exists, `If-Match` only over the version that the writer has seen. */
const preconditionsOf =
  ({ req }: S3Request) =>
  (existing: StoredMeta | undefined): void => {
    const { 'if-none-match': ifNoneMatch, 'if-match': ifMatch } = req.headers;
    if (ifMatch !== undefined && !existing)
      throw new S3Error(404, 'NoSuchKey', 'The specified key does not exist.');
    const isWrong =
      (ifNoneMatch === '*' && existing) || (ifMatch !== undefined && ifMatch !== existing?.etag);
    if (!isWrong) return;
    throw new S3Error(
      412,
      'PreconditionFailed',
      'At least one of the pre-conditions you specified did not hold',
    );
  };

export const putObject: S3Handler = async (request) => {
  const { req, url, store, bucket, key } = request;
  const source = req.headers['x-amz-copy-source'];
  if (typeof source === 'string') return copy(request, source);
  const { data, crc32 } = await readObject(req, url);
  const check = preconditionsOf(request);
  const { etag } = await store.put(bucket, key, { data, meta: metaFrom(req.headers), check });
  return { headers: { etag, 'x-amz-checksum-crc32': crc32 } };
};

export const deleteObject: S3Handler = async ({ store, bucket, key }) => {
  await store.remove(bucket, key);
  return { status: 204 };
};

/** Returns the byte range of a Range header, inclusive; `undefined` for all bytes. */
const rangeOf = (header: string | undefined, size: number): { from: number; to: number } | undefined => {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
  if (!first && !last) return undefined;
  const from = first ? Number(first) : Math.max(0, size - Number(last));
  const to = first && last ? Math.min(Number(last), size - 1) : size - 1;
  if (from > to) throw new S3Error(416, 'InvalidRange');
  return { from, to };
};

const headersOf = (meta: StoredMeta, url: RequestUrl): Record<string, string> => {
  const overrides = [...url.searchParams]
    .filter(([name]) => name.startsWith('response-'))
    .map(([name, value]) => [name.slice('response-'.length), headerValue(value)] as const);
  return {
    'content-type': 'binary/octet-stream',
    ...meta.headers,
    ...meta.user,
    ...Object.fromEntries(overrides),
    etag: meta.etag,
    'last-modified': new Date(meta.modifiedAt).toUTCString(),
    'accept-ranges': 'bytes',
  };
};

export const getObject: S3Handler = async ({ req, url, store, bucket, key }) => {
  const { meta, data: all } = await store.read(bucket, key);
  const headers = headersOf(meta, url);
  if (req.headers['if-none-match'] === meta.etag) return { status: 304, headers };
  const range = rangeOf(req.headers.range, meta.size);
  const data = range ? all.subarray(range.from, range.to + 1) : all;
  headers['content-length'] = String(data.length);
  if (range) headers['content-range'] = `bytes ${range.from}-${range.to}/${meta.size}`;
  return { status: range ? 206 : 200, headers, data };
};
