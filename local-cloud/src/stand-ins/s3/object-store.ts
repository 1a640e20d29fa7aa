import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { S3Error } from './s3-error.js';
import { encodeRfc3986, sha256 } from './signature.js';

export interface StoredMeta {
  key: string;
  /** Name of the content file beside this metadata file. */
  file: string;
  size: number;
  etag: string;
  modifiedAt: string;
  /** Content-Type, Cache-Control and similar headers, as given. */
  headers: Record<string, string>;
  /** `x-amz-meta-*`. */
  user: Record<string, string>;
  tags?: Record<string, string>;
}

export type NewMeta = Pick<StoredMeta, 'headers' | 'user'> & { etag?: string };

const maxKeyBytes = 1024;

const md5 = (data: Buffer) => createHash('md5').update(data).digest('hex');

/** S3's order, by bytes, which differs from the order of UTF-16. */
const byKey = (a: StoredMeta, b: StoredMeta) => Buffer.compare(Buffer.from(a.key), Buffer.from(b.key));

const isMissing = (error: unknown) =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT';

/**
 * Buckets are folders; objects have hashed names, so that no key can leave its bucket or be too long for the disk. An object's
 * `.json` defines it and is replaced atomically: readers see the old or the new object whole, even after a crash.
 */
export class ObjectStore {
  /** The last pending write of each object. */
  private readonly writes = new Map<string, Promise<unknown>>();

  constructor(private readonly dir: string) {}

  async createBucket(bucket: string): Promise<void> {
    if (this.hasBucket(bucket)) throw new S3Error(409, 'BucketAlreadyOwnedByYou');
    await mkdir(join(this.bucketDir(bucket), 'objects'), { recursive: true });
  }

  hasBucket(bucket: string): boolean {
    return existsSync(this.bucketDir(bucket));
  }

  requireBucket(bucket: string): void {
    if (!this.hasBucket(bucket))
      throw new S3Error(404, 'NoSuchBucket', 'The specified bucket does not exist');
  }

  /** Writes an object, unless `check` throws for the existing one. */
  put(
    bucket: string,
    key: string,
    content: { data: Buffer; meta: NewMeta; check?: (existing: StoredMeta | undefined) => void },
  ): Promise<StoredMeta> {
    this.requireBucket(bucket);
    if (Buffer.byteLength(key) > maxKeyBytes)
      throw new S3Error(400, 'KeyTooLongError', 'Your key is too long');
    const { data, meta, check } = content;
    return this.oneAtATime(bucket, key, async () => {
      const existing = await this.find(bucket, key);
      check?.(existing);
      const file = `${sha256(key)}.${randomUUID()}`;
      const modifiedAt = new Date().toISOString();
      const stored = { etag: `"${md5(data)}"`, ...meta, key, file, size: data.length, modifiedAt };
      await writeFile(this.contentFile(bucket, stored), data);
      await this.saveMeta(bucket, stored);
      if (existing) await rm(this.contentFile(bucket, existing), { force: true });
      return stored;
    });
  }

  async setTags(bucket: string, key: string, tags: Record<string, string>): Promise<void> {
    await this.oneAtATime(bucket, key, async () => {
      await this.saveMeta(bucket, { ...(await this.get(bucket, key)), tags });
    });
  }

  async find(bucket: string, key: string): Promise<StoredMeta | undefined> {
    this.requireBucket(bucket);
    const text = await readFile(this.metaFile(bucket, key), 'utf8').catch((error: unknown) => {
      if (!isMissing(error)) throw error;
    });
    // Only this class writes the file.
    return text === undefined ? undefined : (JSON.parse(text) as StoredMeta);
  }

  async get(bucket: string, key: string): Promise<StoredMeta> {
    const meta = await this.find(bucket, key);
    if (!meta) throw new S3Error(404, 'NoSuchKey', 'The specified key does not exist.');
    return meta;
  }

  /** Returns an object with its content. */
  async read(bucket: string, key: string): Promise<{ meta: StoredMeta; data: Buffer }> {
    const meta = await this.get(bucket, key);
    try {
      return { meta, data: await readFile(this.contentFile(bucket, meta)) };
    } catch (error) {
      // The object was replaced or removed between the two reads.
      if (isMissing(error)) return this.read(bucket, key);
      throw error;
    }
  }

  async remove(bucket: string, key: string): Promise<void> {
    this.requireBucket(bucket);
    await this.oneAtATime(bucket, key, async () => {
      const existing = await this.find(bucket, key);
      if (!existing) return;
      await rm(this.metaFile(bucket, key));
      await rm(this.contentFile(bucket, existing), { force: true });
    });
  }

  /** Yields every object of the bucket in key order. */
  async list(bucket: string): Promise<StoredMeta[]> {
    this.requireBucket(bucket);
    const folder = join(this.bucketDir(bucket), 'objects');
    const names = (await readdir(folder)).filter((name) => name.endsWith('.json'));
    const texts = await Promise.all(
      names.map((name) => readFile(join(folder, name), 'utf8').catch(() => undefined)),
    );
    // Only this class writes the file; an object removed meanwhile is left out.
    const metas = texts.flatMap((text) => (text === undefined ? [] : [JSON.parse(text) as StoredMeta]));
    return metas.sort(byKey);
  }

  /** A file of the bucket itself, for its settings and unfinished uploads. */
  sideFile(bucket: string, ...names: string[]): string {
    return join(this.bucketDir(bucket), ...names);
  }

  private bucketDir(bucket: string): string {
    return join(this.dir, encodeRfc3986(bucket).replaceAll('.', '%2E'));
  }

  private metaFile(bucket: string, key: string): string {
    return join(this.bucketDir(bucket), 'objects', `${sha256(key)}.json`);
  }

  private contentFile(bucket: string, { file }: StoredMeta): string {
    return join(this.bucketDir(bucket), 'objects', file);
  }

  private async saveMeta(bucket: string, meta: StoredMeta): Promise<void> {
    const file = this.metaFile(bucket, meta.key);
    await writeFile(`${file}.new`, JSON.stringify(meta));
    await rename(`${file}.new`, file);
  }

  /** Runs `write` after all earlier writes of the same object. */
  private async oneAtATime<T>(bucket: string, key: string, write: () => Promise<T>): Promise<T> {
    const file = this.metaFile(bucket, key);
    const before = this.writes.get(file) ?? Promise.resolve();
    const result = before.then(write);
    const settled = result.catch(() => undefined);
    this.writes.set(file, settled);
    await settled;
    if (this.writes.get(file) === settled) this.writes.delete(file);
    return result;
  }
}
