import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { S3Error } from './s3-error.js';
import { encodeRfc3986, sha256 } from './signature.js';

export interface StoredMeta {
  key: string;
  size: number;
  etag: string;
  modifiedAt: string;
  /** Content-Type, Cache-Control and the like, as they were given. */
  headers: Record<string, string>;
  /** `x-amz-meta-*`. */
  user: Record<string, string>;
}

export type NewMeta = Pick<StoredMeta, 'headers' | 'user'> & { etag?: string };

const md5 = (data: Buffer) => createHash('md5').update(data).digest('hex');

/** Buckets as folders; objects under hashed names, so that no key can leave its bucket or be too long for the disk. */
export class ObjectStore {
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

  async put(bucket: string, key: string, content: { data: Buffer; meta: NewMeta }): Promise<StoredMeta> {
    this.requireBucket(bucket);
    const { data, meta } = content;
    const file = this.objectFile(bucket, key);
    const stored = {
      etag: `"${md5(data)}"`,
      ...meta,
      key,
      size: data.length,
      modifiedAt: new Date().toISOString(),
    };
    const fresh = `${file}.${randomUUID()}`;
    await writeFile(fresh, data);
    await rename(fresh, file);
    await writeFile(`${file}.json`, JSON.stringify(stored));
    return stored;
  }

  async find(bucket: string, key: string): Promise<StoredMeta | undefined> {
    this.requireBucket(bucket);
    const text = await readFile(`${this.objectFile(bucket, key)}.json`, 'utf8').catch(() => undefined);
    // The file is ours alone.
    return text === undefined ? undefined : (JSON.parse(text) as StoredMeta);
  }

  async get(bucket: string, key: string): Promise<StoredMeta> {
    const meta = await this.find(bucket, key);
    if (!meta) throw new S3Error(404, 'NoSuchKey', 'The specified key does not exist.');
    return meta;
  }

  read(bucket: string, key: string): Promise<Buffer> {
    return readFile(this.objectFile(bucket, key));
  }

  async remove(bucket: string, key: string): Promise<void> {
    this.requireBucket(bucket);
    for (const suffix of ['', '.json']) await rm(this.objectFile(bucket, key) + suffix, { force: true });
  }

  /** Every object of the bucket in order of key. */
  async list(bucket: string): Promise<StoredMeta[]> {
    this.requireBucket(bucket);
    const folder = join(this.bucketDir(bucket), 'objects');
    const names = (await readdir(folder)).filter((name) => name.endsWith('.json'));
    // As above.
    const metas = await Promise.all(
      names.map(async (name) => JSON.parse(await readFile(join(folder, name), 'utf8')) as StoredMeta),
    );
    return metas.sort((a, b) => (a.key < b.key ? -1 : 1));
  }

  /** A file of the bucket's own, for its settings and unfinished uploads. */
  sideFile(bucket: string, ...names: string[]): string {
    return join(this.bucketDir(bucket), ...names);
  }

  private bucketDir(bucket: string): string {
    return join(this.dir, encodeRfc3986(bucket).replaceAll('.', '%2E'));
  }

  private objectFile(bucket: string, key: string): string {
    return join(this.bucketDir(bucket), 'objects', sha256(key));
  }
}
