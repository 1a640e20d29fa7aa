import { randomBytes } from 'node:crypto';
import type { ChallengeResult } from '@maru/infra/cognito-triggers/events';
import { CognitoError, notAuthorized } from '../cognito-error.js';
import {
  checkSecretHash,
  optionalText,
  poolOf,
  text,
  textMap,
  type CognitoContext,
  type Operation,
} from '../context.js';
import { checkPassword, checkPolicy, hashPassword } from '../passwords.js';
import { findUser, type StoredClient, type StoredPool, type StoredUser } from '../state.js';

interface PendingChallenge {
  kind: 'CUSTOM_CHALLENGE' | 'NEW_PASSWORD_REQUIRED';
  userName: string;
  history: ChallengeResult[];
  privateParameters: Record<string, string>;
  expiresAt: number;
}

const sessionLifetimeMs = 3 * 60_000;

/** Challenges that wait for their answer, by session string; each is answered once. */
const pendingChallenges = new Map<string, PendingChallenge>();

const remember = (challenge: Omit<PendingChallenge, 'expiresAt'>): string => {
  const session = randomBytes(48).toString('base64url');
  pendingChallenges.set(session, { ...challenge, expiresAt: Date.now() + sessionLifetimeMs });
  return session;
};

const done = (context: CognitoContext, user: StoredUser, client: StoredClient) => ({
  AuthenticationResult: context.tokens.issue(user, client),
  ChallengeParameters: {},
});

const passwordAuth = (context: CognitoContext, client: StoredClient, parameters: Record<string, string>) => {
  const user = findUser(poolOf(context, client), parameters.USERNAME ?? '');
  if (!user) throw notAuthorized();
  checkPassword(user, parameters.PASSWORD ?? '');
  if (!user.enabled) throw notAuthorized('User is disabled.');
  if (user.status === 'UNCONFIRMED')
    throw new CognitoError('UserNotConfirmedException', 'User is not confirmed.');
  if (user.status === 'RESET_REQUIRED') {
    throw new CognitoError('PasswordResetRequiredException', 'Password reset required for the user');
  }
  if (user.status !== 'FORCE_CHANGE_PASSWORD') return done(context, user, client);
  const Session = remember({
    kind: 'NEW_PASSWORD_REQUIRED',
    userName: user.name,
    history: [],
    privateParameters: {},
  });
  const ChallengeParameters = { USER_ID_FOR_SRP: user.name, requiredAttributes: '[]', userAttributes: '{}' };
  return { ChallengeName: 'NEW_PASSWORD_REQUIRED', Session, ChallengeParameters };
};

/** One turn of define → create, or tokens. */
const customTurn = async (
  context: CognitoContext,
  client: StoredClient,
  turn: { user: StoredUser; history: ChallengeResult[] },
) => {
  const { user, history } = turn;
  const { response } = await context.triggers.defineAuthChallenge({
    request: { session: history },
    response: {},
  });
  if (response.failAuthentication) throw notAuthorized();
  if (response.issueTokens) return done(context, user, client);
  const challengeName = response.challengeName ?? 'CUSTOM_CHALLENGE';
  const created = await context.triggers.createAuthChallenge({ request: { challengeName }, response: {} });
  const privateParameters = created.response.privateChallengeParameters ?? {};
  const Session = remember({ kind: 'CUSTOM_CHALLENGE', userName: user.name, history, privateParameters });
  const ChallengeParameters = { ...created.response.publicChallengeParameters, USERNAME: user.name };
  return { ChallengeName: 'CUSTOM_CHALLENGE', Session, ChallengeParameters };
};

const customAuth = (context: CognitoContext, client: StoredClient, parameters: Record<string, string>) => {
  const user = findUser(poolOf(context, client), parameters.USERNAME ?? '');
  if (!user?.enabled) throw notAuthorized();
  if (user.status === 'UNCONFIRMED')
    throw new CognitoError('UserNotConfirmedException', 'User is not confirmed.');
  return customTurn(context, client, { user, history: [] });
};

const refuseWithRotation = (client: StoredClient) => {
  if (client.RefreshTokenRotation?.Feature === 'ENABLED') {
    throw new CognitoError(
      'InvalidParameterException',
      'Use GetTokensFromRefreshToken with refresh token rotation',
    );
  }
};

const initiate =
  (isAdmin: boolean): Operation =>
  (fields, context) => {
    const client = context.state.client(text(fields, 'ClientId'));
    const parameters = textMap(fields, 'AuthParameters');
    const flow = text(fields, 'AuthFlow');
    const allowed = client.ExplicitAuthFlows ?? [];
    const needed = `ALLOW_${flow === 'REFRESH_TOKEN' ? 'REFRESH_TOKEN_AUTH' : flow}`;
    if (!allowed.includes(needed)) {
      throw new CognitoError('InvalidParameterException', `${flow} flow not enabled for this client`);
    }
    if (needed === 'ALLOW_REFRESH_TOKEN_AUTH') {
      refuseWithRotation(client);
      const token = parameters.REFRESH_TOKEN ?? '';
      return {
        AuthenticationResult: context.tokens.refresh(poolOf(context, client), client, token),
        ChallengeParameters: {},
      };
    }
    checkSecretHash(client, parameters.USERNAME ?? '', parameters.SECRET_HASH);
    if (flow === 'CUSTOM_AUTH') return customAuth(context, client, parameters);
    if (flow === (isAdmin ? 'ADMIN_USER_PASSWORD_AUTH' : 'USER_PASSWORD_AUTH'))
      return passwordAuth(context, client, parameters);
    throw new CognitoError('InvalidParameterException', `${flow} is not offered here`);
  };

const takeChallenge = (session: string, pool: StoredPool, username: string) => {
  const pending = pendingChallenges.get(session);
  pendingChallenges.delete(session);
  const user = pending && pool.users[pending.userName];
  if (!user || pending.expiresAt < Date.now() || findUser(pool, username) !== user) {
    throw notAuthorized('Invalid session for the user.');
  }
  return { pending, user };
};

const respond: Operation = async (fields, context) => {
  const client = context.state.client(text(fields, 'ClientId'));
  const pool = poolOf(context, client);
  const answers = textMap(fields, 'ChallengeResponses');
  const username = answers.USERNAME ?? '';
  checkSecretHash(client, username, answers.SECRET_HASH);
  const { pending, user } = takeChallenge(text(fields, 'Session'), pool, username);
  if (pending.kind !== text(fields, 'ChallengeName')) throw notAuthorized('Invalid session for the user.');

  if (pending.kind === 'NEW_PASSWORD_REQUIRED') {
    checkPolicy(pool, answers.NEW_PASSWORD ?? '');
    user.passwordHash = hashPassword(answers.NEW_PASSWORD ?? '');
    user.status = 'CONFIRMED';
    return done(context, user, client);
  }
  const request = {
    privateChallengeParameters: pending.privateParameters,
    challengeAnswer: answers.ANSWER ?? '',
  };
  const { response } = await context.triggers.verifyAuthChallenge({
    userName: user.name,
    request,
    response: {},
  });
  const result = { challengeName: 'CUSTOM_CHALLENGE', challengeResult: response.answerCorrect === true };
  return customTurn(context, client, { user, history: [...pending.history, result] });
};

const getTokensFromRefreshToken: Operation = (fields, context) => {
  const client = context.state.client(text(fields, 'ClientId'));
  if (client.ClientSecret && client.ClientSecret !== optionalText(fields, 'ClientSecret')) {
    throw notAuthorized('Client secret does not match');
  }
  return {
    AuthenticationResult: context.tokens.refresh(
      poolOf(context, client),
      client,
      text(fields, 'RefreshToken'),
    ),
  };
};

const revokeToken: Operation = (fields, context) => {
  const client = context.state.client(text(fields, 'ClientId'));
  if (client.ClientSecret && client.ClientSecret !== optionalText(fields, 'ClientSecret')) {
    throw new CognitoError('UnauthorizedException', 'Client secret does not match');
  }
  context.tokens.revoke(poolOf(context, client), text(fields, 'Token'));
  return {};
};

export const authOperations: Record<string, Operation> = {
  InitiateAuth: initiate(false),
  AdminInitiateAuth: initiate(true),
  RespondToAuthChallenge: respond,
  AdminRespondToAuthChallenge: respond,
  GetTokensFromRefreshToken: getTokensFromRefreshToken,
  RevokeToken: revokeToken,
};
