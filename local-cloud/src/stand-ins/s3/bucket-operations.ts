import { readAll, readObject } from './body.js';
import { saveCors } from './cors.js';
import type { StoredMeta } from './object-store.js';
import { checkPolicy, parseForm } from './post-policy.js';
import { metaFromForm, type S3Handler } from './reply.js';
import { encodeRfc3986 } from './signature.js';
import { element, innerTexts } from './xml.js';

export const createBucket: S3Handler = async ({ store, bucket }) => {
  await store.createBucket(bucket);
  return { headers: { location: `/${bucket}` } };
};

export const headBucket: S3Handler = async ({ store, bucket }) => {
  store.requireBucket(bucket);
  return {};
};

export const putCors: S3Handler = async ({ req, url, store, bucket }) => {
  store.requireBucket(bucket);
  await saveCors(store, bucket, (await readObject(req, url)).data.toString());
  return {};
};

export const deleteObjects: S3Handler = async ({ req, url, store, bucket }) => {
  const xml = (await readObject(req, url)).data.toString();
  const keys = innerTexts(xml, 'Object').flatMap((object) => innerTexts(object, 'Key'));
  for (const key of keys) await store.remove(bucket, key);
  return { xml: element('DeleteResult', { Deleted: keys.map((Key) => ({ Key })) }) };
};

/** A browser's form upload under a signed policy. */
export const postObject: S3Handler = async ({ req, store, bucket, credentials }) => {
  store.requireBucket(bucket);
  const form = parseForm(req.headers['content-type'] ?? '', await readAll(req));
  const key = checkPolicy(bucket, form, credentials);
  const meta = metaFromForm({ 'content-type': 'binary/octet-stream', ...form.fields });
  const { etag } = await store.put(bucket, key, { data: form.file.data, meta });
  const wanted = Number(form.fields.success_action_status);
  const status = wanted === 200 || wanted === 201 ? wanted : 204;
  const headers = { etag, location: `/${bucket}/${encodeRfc3986(key)}` };
  const xml = status === 201 ? element('PostResponse', { Bucket: bucket, Key: key, ETag: etag }) : undefined;
  return { status, headers, xml };
};

interface Page {
  contents: StoredMeta[];
  prefixes: string[];
  isTruncated: boolean;
  last: string;
}

const pageOf = (
  objects: StoredMeta[],
  options: { prefix: string; delimiter: string; after: string; max: number },
): Page => {
  const { prefix, delimiter, after, max } = options;
  const page: Page = { contents: [], prefixes: [], isTruncated: false, last: after };
  if (max === 0) return page;
  for (const object of objects) {
    if (!object.key.startsWith(prefix) || object.key <= after) continue;
    const at = delimiter ? object.key.indexOf(delimiter, prefix.length) : -1;
    const group = at >= 0 ? object.key.slice(0, at + delimiter.length) : undefined;
    const isKnownGroup = group !== undefined && (page.prefixes.includes(group) || after.startsWith(group));
    if (!isKnownGroup) {
      if (page.contents.length + page.prefixes.length >= max) return { ...page, isTruncated: true };
      if (group === undefined) page.contents.push(object);
      else page.prefixes.push(group);
    }
    page.last = object.key;
  }
  return page;
};

export const listObjects: S3Handler = async ({ url, store, bucket }) => {
  const get = (name: string) => url.searchParams.get(name) ?? '';
  const token = get('continuation-token');
  const maxKeys = Math.min(Number(get('max-keys') || 1000), 1000);
  const page = pageOf(await store.list(bucket), {
    prefix: get('prefix'),
    delimiter: get('delimiter'),
    after: token ? Buffer.from(token, 'base64url').toString() : get('start-after'),
    max: maxKeys,
  });
  const xml = element('ListBucketResult', {
    Name: bucket,
    Prefix: get('prefix'),
    KeyCount: page.contents.length + page.prefixes.length,
    MaxKeys: maxKeys,
    IsTruncated: page.isTruncated,
    NextContinuationToken: page.isTruncated ? Buffer.from(page.last).toString('base64url') : undefined,
    Contents: page.contents.map(({ key, modifiedAt, etag, size }) => ({
      Key: key,
      LastModified: modifiedAt,
      ETag: etag,
      Size: size,
      StorageClass: 'STANDARD',
    })),
    CommonPrefixes: page.prefixes.map((Prefix) => ({ Prefix })),
  });
  return { xml };
};
