import { commonEnv, loadEnv } from '@maru/service-kit/env';
import { z } from 'zod';

const schema = z.object({ ...commonEnv, DATABASE_URL: z.url(), SOCKET_INTERNAL_URL: z.url() });

export type Env = z.output<typeof schema>;

export const readEnv = (): Env => loadEnv(schema);

/** What migrating needs. */
export const readDatabaseUrl = (): string => loadEnv(schema.pick({ DATABASE_URL: true })).DATABASE_URL;
