import { commonEnv, loadEnv, urlList } from '@maru/service-kit/env';
import { z } from 'zod';
import { parseKeyRing } from '@maru/service-kit/key-ring';

const schema = z.object({
  ...commonEnv,
  DATABASE_URL: z.url(),
  /** One URL per socket node. */
  SOCKET_INTERNAL_URL: urlList,
  USER_INTERNAL_URL: z.url(),
  SMTP_URL: z.url(),
  MAIL_FROM: z.string().min(3),
  /** Key of the hashes of unsubscribed addresses. A new key forgets them. */
  EMAIL_HASH_KEY: z.string().min(32),
  S3_BUCKET: z.string().min(3),
  /** Set only if the bucket is not on AWS. */
  S3_ENDPOINT: z.url().optional(),
  /** Public URL of the bucket's `media/` prefix. */
  MEDIA_URL: z.url().transform((url) => url.replace(/\/$/, '')),
  /** Keys of invite links as `id:base64url`, with 2 characters and 32 bytes each. The first key seals; every key opens. */
  INVITE_KEYS: z.string().transform((text) => parseKeyRing(text)),
});

export type Env = z.output<typeof schema>;

export const readEnv = (): Env => loadEnv(schema);

/** Reads the only variable that migrations need. */
export const readDatabaseUrl = (): string => loadEnv(schema.pick({ DATABASE_URL: true })).DATABASE_URL;
