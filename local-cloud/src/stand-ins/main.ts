import { z } from 'zod';
import { startStandIns } from './start-stand-ins.js';

const port = z.coerce.number().int();
const env = z
  .object({
    DATA_DIR: z.string(),
    SIGN_IN_ASSERTION_SECRET: z.string().min(32),
    AWS_REGION: z.string().optional(),
    S3_PORT: port,
    COGNITO_PORT: port,
    SMTP_PORT: port,
    INBOX_PORT: port,
    OIDC_PORT: port,
    TOSS_PORT: port,
    TOSS_WEBHOOK_URL: z.url(),
    APP_ORIGIN: z.url(),
    PUBLIC_HOST: z.string().optional(),
  })
  .parse(process.env);

const { stop, ...standIns } = await startStandIns({
  dataDir: env.DATA_DIR,
  signInAssertionSecret: env.SIGN_IN_ASSERTION_SECRET,
  region: env.AWS_REGION,
  appOrigin: env.APP_ORIGIN,
  tossWebhookUrl: env.TOSS_WEBHOOK_URL,
  hosts: env.PUBLIC_HOST ? [env.PUBLIC_HOST] : [],
  ports: {
    s3: env.S3_PORT,
    cognito: env.COGNITO_PORT,
    smtp: env.SMTP_PORT,
    inbox: env.INBOX_PORT,
    oidc: env.OIDC_PORT,
    toss: env.TOSS_PORT,
  },
});

// The supervisor reads this line and passes its values to the services.
process.stdout.write(`${JSON.stringify({ ready: standIns })}\n`);
process.once('SIGTERM', () => void stop().then(() => process.exit(0)));
