import { commonEnv, loadEnv, urlList } from '@maru/service-kit/env';
import { z } from 'zod';
import { parseKeyRing } from './key-ring.js';

const schema = z.object({
  ...commonEnv,
  DATABASE_URL: z.url(),
  /** Every socket node's. */
  SOCKET_INTERNAL_URL: urlList,
  USER_INTERNAL_URL: z.url(),
  SMTP_URL: z.url(),
  MAIL_FROM: z.string().min(3),
  /** Keys the hashes of addresses that want no invites: with another key they would be forgotten. */
  EMAIL_HASH_KEY: z.string().min(32),
  S3_BUCKET: z.string().min(3),
  /** Only when the bucket is not at AWS. */
  S3_ENDPOINT: z.url().optional(),
  /** Where browsers find what is under `media/` of the bucket. */
  MEDIA_URL: z.url().transform((url) => url.replace(/\/$/, '')),
  /** Keys of invite links, `id:base64url` with two characters and 32 bytes each; the first seals, all of them open. */
  INVITE_KEYS: z.string().transform((text) => parseKeyRing(text)),
});

export type Env = z.output<typeof schema>;

export const readEnv = (): Env => loadEnv(schema);

/** What migrating needs. */
export const readDatabaseUrl = (): string => loadEnv(schema.pick({ DATABASE_URL: true })).DATABASE_URL;
