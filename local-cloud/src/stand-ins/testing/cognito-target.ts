import { createHmac, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { startStandIns, type StandIns } from '../start-stand-ins.js';

/** The Cognito user pool under test, configured like `cognito/provision.ts`. */
export interface CognitoTarget {
  client: CognitoIdentityProviderClient;
  userPoolId: string;
  clientId: string;
  clientSecret: string;
  signInAssertionSecret: string;
  /** Undefined if the JWKS is at the issuer. */
  endpoint?: string;
  /** Returns the code in the last mail to an address; only the stand-in's mails can be read. */
  mailedCode?(email: string): Promise<string>;
  stop(): Promise<void>;
}

interface InboxMail {
  subject: string;
  text: string;
  html: string;
}

const region = process.env.AWS_REGION ?? 'ap-northeast-2';

const need = (name: string): string => {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is missing`);
  return value;
};

const realPool = (): CognitoTarget => ({
  client: new CognitoIdentityProviderClient({ region }),
  userPoolId: need('CONTRACT_COGNITO_USER_POOL_ID'),
  clientId: need('CONTRACT_COGNITO_CLIENT_ID'),
  clientSecret: need('CONTRACT_COGNITO_CLIENT_SECRET'),
  signInAssertionSecret: need('CONTRACT_SIGN_IN_ASSERTION_SECRET'),
  stop: async () => {},
});

/** Returns the mails to an address, newest first. */
export const mailsTo = async (inboxUrl: string, email: string): Promise<InboxMail[]> => {
  const response = await fetch(`${inboxUrl}/api/messages?to=${encodeURIComponent(email)}`);
  // The inbox's own JSON.
  return (await response.json()) as InboxMail[];
};

/** A pool of stand-ins in this process. */
export const targetOf = (standIns: StandIns, signInAssertionSecret: string): CognitoTarget => {
  const { cognitoUrl: endpoint, userPoolId, clientId, clientSecret, inboxUrl, stop } = standIns;
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  return {
    client: new CognitoIdentityProviderClient({ region, endpoint, credentials, maxAttempts: 1 }),
    userPoolId,
    clientId,
    clientSecret,
    signInAssertionSecret,
    endpoint,
    mailedCode: async (email) => {
      const [last] = await mailsTo(inboxUrl, email);
      const code = /\b\d{6}\b/.exec(last?.text ?? '')?.[0];
      if (!code) throw new Error(`no code was mailed to ${email}`);
      return code;
    },
    stop,
  };
};

/**
 * The stand-in, started for the suite; or, with `CONTRACT_COGNITO=aws` and the variables named above, a real pool made for this,
 * with deployed triggers. Tests that need a mailed code run on the stand-in only.
 */
export const startCognitoTarget = async (): Promise<CognitoTarget> => {
  if (process.env.CONTRACT_COGNITO === 'aws') return realPool();
  const dataDir = await mkdtemp(join(tmpdir(), 'maru-cognito-'));
  const signInAssertionSecret = randomUUID();
  const target = targetOf(
    await startStandIns({ dataDir, signInAssertionSecret, ports: {} }),
    signInAssertionSecret,
  );
  return {
    ...target,
    stop: async () => {
      await target.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
};

/** Base64(HMAC-SHA256(client secret, user name + client id)). */
export const secretHash = ({ clientSecret, clientId }: CognitoTarget, username: string): string =>
  createHmac('sha256', clientSecret)
    .update(username + clientId)
    .digest('base64');
