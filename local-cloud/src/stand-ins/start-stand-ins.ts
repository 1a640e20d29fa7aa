import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo, Server as NetServer } from 'node:net';
import { join } from 'node:path';
import { createAuthChallenge } from '@maru/infra/cognito-triggers/create-auth-challenge';
import { customMessage } from '@maru/infra/cognito-triggers/custom-message';
import { defineAuthChallenge } from '@maru/infra/cognito-triggers/define-auth-challenge';
import { createVerifyAuthChallenge } from '@maru/infra/cognito-triggers/verify-auth-challenge';
import { requireOwnHost } from '@maru/dev-proxy/hosts';
import { createTransport } from 'nodemailer';
import { Challenges } from './cognito/challenges.js';
import type { CognitoContext } from './cognito/context.js';
import { provisionPool } from './cognito/provision.js';
import { createCognitoApp } from './cognito/server.js';
import { CognitoState } from './cognito/state.js';
import { Tokens } from './cognito/tokens.js';
import { createInboxApp } from './mail/inbox.js';
import { Mailbox } from './mail/mailbox.js';
import { createSmtpServer } from './mail/smtp.js';
import { createOidcServer, type OidcFacts } from './oidc/server.js';
import { ObjectStore } from './s3/object-store.js';
import { createS3Server } from './s3/server.js';
import { createTossServer, type TossFacts } from './toss/server.js';

export interface StandInOptions {
  dataDir: string;
  /** Data of one test run: accounts and mails are kept in memory only. */
  isThrowaway?: boolean;
  /** Shared with the user service: signs what answers the custom challenge. */
  signInAssertionSecret: string;
  region?: string;
  /** Maru's own address, to which Google and Kakao redirect. */
  appOrigin?: string;
  /** Maru's address for Toss' webhooks; none are sent without it. */
  tossWebhookUrl?: string;
  /** Accepted host names beside the local ones. */
  hosts?: readonly string[];
  /** Fixed ports; missing ones are chosen freely. */
  ports: { s3?: number; cognito?: number; smtp?: number; inbox?: number; oidc?: number; toss?: number };
}

export interface StandIns extends OidcFacts, TossFacts {
  s3Url: string;
  s3Bucket: string;
  cognitoUrl: string;
  smtpUrl: string;
  inboxUrl: string;
  userPoolId: string;
  clientId: string;
  clientSecret: string;
  stop(): Promise<void>;
}

const bucket = 'maru-local';
/** Publicly readable prefixes, as the bucket policy defines them in production. */
const publicPrefix = 'media/';
const host = '127.0.0.1';

/** Local options for the SDK's clients. */
const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };

const listen = async (server: NetServer, port = 0): Promise<void> => {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
};

const urlOf = (server: { address(): string | AddressInfo | null }, scheme = 'http'): string => {
  const address = server.address();
  if (!address || typeof address === 'string') throw new Error('the server does not listen');
  return `${scheme}://${host}:${address.port}`;
};

const close = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

const createCognito = (options: StandInOptions, smtpUrl: string): CognitoContext => {
  const state = new CognitoState(join(options.dataDir, 'cognito.json'), options);
  const region = options.region ?? 'ap-northeast-2';
  const transport = createTransport(smtpUrl);
  return {
    state,
    region,
    tokens: new Tokens(state, region),
    challenges: new Challenges(),
    triggers: {
      defineAuthChallenge,
      createAuthChallenge,
      verifyAuthChallenge: createVerifyAuthChallenge(options.signInAssertionSecret),
      customMessage,
    },
    sendMail: async (mail) => {
      await transport.sendMail({ from: '마루 Maru <no-reply@maru.test>', ...mail });
    },
  };
};

/** Starts S3, Cognito, Google, Kakao, Toss, SMTP and the inbox in this process, and creates Maru's bucket, pool and client. */
export const startStandIns = async (options: StandInOptions): Promise<StandIns> => {
  const { dataDir, ports } = options;
  await mkdir(dataDir, { recursive: true });
  const mailbox = new Mailbox(join(dataDir, 'mails.json'), options);
  const smtp = createSmtpServer(mailbox);
  await listen(smtp.server, ports.smtp);
  const smtpUrl = urlOf(smtp.server, 'smtp');

  const cognito = createCognito(options, smtpUrl);
  const { ClientId, ClientSecret, UserPoolId } = await provisionPool(cognito);
  const s3Dir = join(dataDir, 's3');
  if (!existsSync(s3Dir)) await mkdir(s3Dir);
  const store = new ObjectStore(s3Dir);
  if (!store.hasBucket(bucket)) await store.createBucket(bucket);

  const cognitoServer = createServer(createCognitoApp(cognito));
  const s3Server = createS3Server({ dir: s3Dir, credentials, publicPrefix });
  const inboxServer = createServer(createInboxApp(mailbox));
  const oidc = createOidcServer();
  const toss = createTossServer({ ...options, webhookUrl: options.tossWebhookUrl });
  for (const server of [cognitoServer, s3Server, inboxServer, oidc.server, toss.server])
    requireOwnHost(server, options.hosts);
  await Promise.all([
    listen(cognitoServer, ports.cognito),
    listen(s3Server, ports.s3),
    listen(inboxServer, ports.inbox),
    listen(oidc.server, ports.oidc),
    listen(toss.server, ports.toss),
  ]);
  const oidcFacts = await oidc.mount(urlOf(oidc.server), options.appOrigin ?? 'http://localhost:8080');

  return {
    ...oidcFacts,
    ...toss.mount(urlOf(toss.server)),
    s3Url: urlOf(s3Server),
    s3Bucket: bucket,
    cognitoUrl: urlOf(cognitoServer),
    smtpUrl,
    inboxUrl: urlOf(inboxServer),
    userPoolId: UserPoolId,
    clientId: ClientId,
    clientSecret: ClientSecret,
    stop: async () => {
      await Promise.all([
        close(cognitoServer),
        close(s3Server),
        close(inboxServer),
        close(oidc.server),
        close(toss.server),
        new Promise<void>((done) => smtp.close(done)),
      ]);
      toss.stop();
      cognito.state.flush();
      mailbox.flush();
    },
  };
};
