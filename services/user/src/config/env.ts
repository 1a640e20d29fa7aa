import { commonEnv, loadEnv } from '@maru/service-kit/env';
import { z } from 'zod';

const schema = z.object({
  ...commonEnv,
  DATABASE_URL: z.url(),
  COGNITO_CLIENT_SECRET: z.string().min(1),
  /** Shared with the Cognito triggers: proves that this service has identified somebody. */
  SIGN_IN_ASSERTION_SECRET: z.string().min(32),
  SMTP_URL: z.url(),
  MAIL_FROM: z.string().min(3),
  SOCKET_INTERNAL_URL: z.url(),
});

export type Env = z.output<typeof schema>;

export const readEnv = (): Env => loadEnv(schema);

/** What migrating needs. */
export const readDatabaseUrl = (): string => loadEnv(schema.pick({ DATABASE_URL: true })).DATABASE_URL;
