import { commonEnv, loadEnv } from '@maru/service-kit/env';
import { z } from 'zod';

const schema = z.object({
  ...commonEnv,
  DYNAMODB_ENDPOINT: z.url().optional(),
  DYNAMODB_TABLE_PREFIX: z
    .string()
    .regex(/^[\w.-]*$/)
    .default('maru_'),
  CHAT_INTERNAL_URL: z.url(),
});

const storeSchema = schema.pick({ AWS_REGION: true, DYNAMODB_ENDPOINT: true, DYNAMODB_TABLE_PREFIX: true });

export type Env = z.output<typeof schema>;
export type StoreEnv = z.output<typeof storeSchema>;

export const readEnv = (): Env => loadEnv(schema);

/** Reads the configuration that creating the tables needs. */
export const readStoreEnv = (): StoreEnv => loadEnv(storeSchema);
