import { readObject } from './body.js';
import type { S3Handler } from './reply.js';
import { element, innerTexts } from './xml.js';

/** The tags of an object, `?tagging`. */
export const getTagging: S3Handler = async ({ store, bucket, key }) => {
  const { tags = {} } = await store.get(bucket, key);
  const Tag = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
  return { xml: element('Tagging', { TagSet: { Tag } }) };
};

export const putTagging: S3Handler = async ({ req, url, store, bucket, key }) => {
  const xml = (await readObject(req, url)).data.toString();
  const tags = innerTexts(xml, 'Tag').map((tag) => [
    innerTexts(tag, 'Key')[0],
    innerTexts(tag, 'Value')[0] ?? '',
  ]);
  // Both halves of each pair are strings.
  await store.setTags(bucket, key, Object.fromEntries(tags) as Record<string, string>);
  return {};
};

export const deleteTagging: S3Handler = async ({ store, bucket, key }) => {
  await store.setTags(bucket, key, {});
  return { status: 204 };
};
