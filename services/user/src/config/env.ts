import { signInRate } from '@maru/contracts/http/user/auth';
import { commonEnv, loadEnv, urlList } from '@maru/service-kit/env';
import { parseKeyRing } from '@maru/service-kit/key-ring';
import { z } from 'zod';

/** Without a trailing slash, so that paths can follow. */
const baseUrl = z.url().transform((url) => url.replace(/\/$/, ''));

const schema = z.object({
  ...commonEnv,
  DATABASE_URL: z.url(),
  COGNITO_CLIENT_SECRET: z.string().min(1),
  /** Shared with the Cognito triggers: proves that this service has identified the person. */
  SIGN_IN_ASSERTION_SECRET: z.string().min(32),
  /** This service's own: keys for cookies and for hashes of codes are derived from it. */
  SEALING_KEY: z.string().min(32),
  /** Seal the keys of members' cards: the first one seals, all of them open. */
  BILLING_KEYS: z.string().transform((text) => parseKeyRing(text)),
  GOOGLE_ISSUER: baseUrl.default('https://accounts.google.com'),
  GOOGLE_CLIENT_ID: z.string().min(1),
  GOOGLE_CLIENT_SECRET: z.string().min(1),
  KAKAO_ISSUER: baseUrl.default('https://kauth.kakao.com'),
  KAKAO_API_URL: baseUrl.default('https://kapi.kakao.com'),
  KAKAO_CLIENT_ID: z.string().min(1),
  KAKAO_CLIENT_SECRET: z.string().min(1),
  /** For unlinking users who delete their account. */
  KAKAO_ADMIN_KEY: z.string().min(1),
  TOSS_API_URL: baseUrl.default('https://api.tosspayments.com'),
  /** The script of Toss' payment window, SDK version 1. */
  TOSS_SDK_URL: z.url().default('https://js.tosspayments.com/v1'),
  TOSS_CLIENT_KEY: z.string().regex(/^(test|live)_ck_/),
  TOSS_SECRET_KEY: z.string().regex(/^(test|live)_sk_/),
  S3_BUCKET: z.string().min(3),
  /** Only for a bucket outside AWS. */
  S3_ENDPOINT: z.url().optional(),
  /** The URL under which browsers find the bucket's `media/`. */
  MEDIA_URL: baseUrl,
  /** Points of the rate that all routes around signing in share. */
  AUTH_REQUESTS_PER_ADDRESS: z.coerce.number().int().positive().default(signInRate[0].points),
  SMTP_URL: z.url(),
  MAIL_FROM: z.string().min(3),
  /** Addresses of all socket nodes. */
  SOCKET_INTERNAL_URL: urlList,
  CHAT_INTERNAL_URL: z.url(),
});

export type Env = z.output<typeof schema>;

export const readEnv = (): Env => loadEnv(schema);

/** The only variable that migrations need. */
export const readDatabaseUrl = (): string => loadEnv(schema.pick({ DATABASE_URL: true })).DATABASE_URL;
