import { createHmac, timingSafeEqual } from 'node:crypto';
import type {
  CreateAuthChallengeEvent,
  CustomMessageEvent,
  DefineAuthChallengeEvent,
  VerifyAuthChallengeEvent,
} from '@maru/infra/cognito-triggers/events';
import type { Challenges } from './challenges.js';
import { CognitoError } from './cognito-error.js';
import { issueCode } from './codes.js';
import type { CognitoState, StoredClient, StoredCode, StoredPool, StoredUser } from './state.js';
import type { Tokens } from './tokens.js';

/** The pool's Lambda triggers, called in-process: the same functions that are deployed. */
export interface Triggers {
  defineAuthChallenge: (event: DefineAuthChallengeEvent) => Promise<DefineAuthChallengeEvent>;
  createAuthChallenge: (event: CreateAuthChallengeEvent) => Promise<CreateAuthChallengeEvent>;
  verifyAuthChallenge: (event: VerifyAuthChallengeEvent) => Promise<VerifyAuthChallengeEvent>;
  customMessage: (event: CustomMessageEvent) => Promise<CustomMessageEvent>;
}

export interface CodeMail {
  to: string;
  subject: string;
  html: string;
}

export interface CognitoContext {
  state: CognitoState;
  tokens: Tokens;
  challenges: Challenges;
  triggers: Triggers;
  region: string;
  sendMail: (mail: CodeMail) => Promise<void>;
}

/** Request fields as the SDK sends them; each operation reads the ones it knows. */
export type Fields = Record<string, unknown>;
export type Operation = (fields: Fields, context: CognitoContext) => unknown;

export const text = (fields: Fields, name: string): string => {
  const value = fields[name];
  if (typeof value !== 'string') throw new CognitoError('InvalidParameterException', `${name} is required`);
  return value;
};

export const optionalText = (fields: Fields, name: string): string | undefined =>
  typeof fields[name] === 'string' ? fields[name] : undefined;

/** A map of strings, such as AuthParameters or ClientMetadata. */
export const textMap = (fields: Fields, name: string): Record<string, string> => {
  const value = fields[name];
  return value && typeof value === 'object'
    ? Object.fromEntries(Object.entries(value).map(([k, v]) => [k, String(v)]))
    : {};
};

export const attributesFrom = (fields: Fields, name = 'UserAttributes'): Record<string, string> => {
  const list = fields[name];
  if (!Array.isArray(list)) return {};
  // The SDK sends attributes as a list of { Name, Value }.
  return Object.fromEntries(
    (list as { Name: string; Value: string }[]).map(({ Name, Value }) => [Name, Value]),
  );
};

export const attributeList = (attributes: Record<string, string>) =>
  Object.entries(attributes).map(([Name, Value]) => ({ Name, Value }));

/** @throws Unless `given` is Base64(HMAC-SHA256(client secret, user name + client id)), for a client with a secret. */
export const checkSecretHash = (client: StoredClient, username: string, given: string | undefined): void => {
  if (!client.ClientSecret) return;
  const right = createHmac('sha256', client.ClientSecret)
    .update(username + client.ClientId)
    .digest('base64');
  const isRight = given?.length === right.length && timingSafeEqual(Buffer.from(given), Buffer.from(right));
  if (isRight) return;
  const what = given
    ? 'SecretHash does not match for the client'
    : 'is configured with secret but SECRET_HASH was not received';
  throw new CognitoError('NotAuthorizedException', `Client ${client.ClientId}: ${what}`);
};

const maskedEmail = (email: string) => email.replace(/^(.).*@(.).*(\..+)$/, '$1***@$2***$3');

/** Cognito's answer after mailing a code, and also if it only pretends to have mailed one. */
export const codeDelivery = (email: string) => ({
  CodeDeliveryDetails: { Destination: maskedEmail(email), DeliveryMedium: 'EMAIL', AttributeName: 'email' },
});

/** Creates a code and mails it with the text of the CustomMessage trigger. */
export const mailCode = async (
  { triggers, sendMail }: CognitoContext,
  user: StoredUser,
  options: { kind: StoredCode['kind']; source: string; metadata: Record<string, string> },
) => {
  const email = user.attributes.email ?? '';
  const code = issueCode(user, options.kind);
  const request = { codeParameter: '{####}', clientMetadata: options.metadata };
  const { response } = await triggers.customMessage({ triggerSource: options.source, request, response: {} });
  const subject = response.emailSubject ?? 'Your verification code';
  const html = (response.emailMessage ?? 'Your confirmation code is {####}').replaceAll('{####}', code);
  try {
    await sendMail({ to: email, subject, html });
  } catch (error) {
    throw new CognitoError('CodeDeliveryFailureException', `The code could not be mailed: ${String(error)}`);
  }
  return codeDelivery(email);
};

export const poolOf = (context: CognitoContext, client: StoredClient): StoredPool =>
  context.state.pool(client.UserPoolId);
