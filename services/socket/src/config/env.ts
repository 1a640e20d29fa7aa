import { commonEnv, loadEnv } from '@maru/service-kit/env';
import { z } from 'zod';

/** URLs of STUN or TURN servers, separated by commas. */
const urls = z
  .string()
  .default('')
  .transform((list) => list.split(',').filter((url) => url !== ''));

const schema = z.object({
  ...commonEnv,
  DYNAMODB_ENDPOINT: z.url().optional(),
  DYNAMODB_TABLE_PREFIX: z
    .string()
    .regex(/^[\w.-]*$/)
    .default('maru_'),
  CHAT_INTERNAL_URL: z.url(),
  USER_INTERNAL_URL: z.url(),
  STUN_URLS: urls,
  TURN_URLS: urls,
  TURN_SECRET: z.string().min(16).optional(),
  TURN_TTL_SECONDS: z.coerce.number().int().min(60).max(86_400).default(3_600),
  VOICE_MAX_PEOPLE: z.coerce.number().int().min(2).max(16).default(12),
  VOICE_MAX_VIDEO: z.coerce.number().int().min(2).max(16).default(6),
});

const storeSchema = schema.pick({ AWS_REGION: true, DYNAMODB_ENDPOINT: true, DYNAMODB_TABLE_PREFIX: true });

export type Env = z.output<typeof schema>;
export type StoreEnv = z.output<typeof storeSchema>;

export const readEnv = (): Env => loadEnv(schema);

/** Reads the configuration that creating the tables needs. */
export const readStoreEnv = (): StoreEnv => loadEnv(storeSchema);
