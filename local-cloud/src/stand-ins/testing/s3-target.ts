import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import { startStandIns } from '../start-stand-ins.js';

/** The S3 bucket under test. */
export interface S3Target {
  bucket: string;
  /** Prefix of this run's keys: a real bucket may hold others. */
  prefix: string;
  /** A client with the bucket owner's credentials, unless `overrides` change them. */
  client(overrides?: S3ClientConfig): S3Client;
  urlOf(key: string): string;
  stop(): Promise<void>;
}

const region = process.env.AWS_REGION ?? 'ap-northeast-2';

const realBucket = (bucket: string): S3Target => ({
  bucket,
  prefix: `contract/${randomUUID()}/`,
  client: (overrides) => new S3Client({ region, maxAttempts: 1, ...overrides }),
  urlOf: (key) => `https://${bucket}.s3.${region}.amazonaws.com/${key}`,
  stop: async () => {},
});

/**
 * The stand-in, started for the suite; or, with `CONTRACT_S3=aws CONTRACT_S3_BUCKET=<a bucket made for this>` and ordinary AWS
 * credentials, S3 itself. The suite sets that bucket's CORS rules and leaves a few small objects under `contract/`.
 */
export const startS3Target = async (): Promise<S3Target> => {
  if (process.env.CONTRACT_S3 === 'aws') return realBucket(process.env.CONTRACT_S3_BUCKET ?? '');
  const dataDir = await mkdtemp(join(tmpdir(), 'maru-s3-'));
  const standIns = await startStandIns({ dataDir, signInAssertionSecret: randomUUID(), ports: {} });
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const local = { endpoint: standIns.s3Url, region, credentials, forcePathStyle: true, maxAttempts: 1 };
  return {
    bucket: standIns.s3Bucket,
    prefix: `contract/${randomUUID()}/`,
    client: (overrides) => new S3Client({ ...local, ...overrides }),
    urlOf: (key) => `${standIns.s3Url}/${standIns.s3Bucket}/${key}`,
    stop: async () => {
      await standIns.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
};
