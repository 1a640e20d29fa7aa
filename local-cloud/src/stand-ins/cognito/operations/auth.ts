import type { ChallengeResult } from '@maru/infra/cognito-triggers/events';
import { CognitoError, notAuthorized } from '../cognito-error.js';
import {
  checkSecretHash,
  optionalText,
  poolOf,
  text,
  textMap,
  type CognitoContext,
  type Fields,
  type Operation,
} from '../context.js';
import { checkPassword, checkPolicy, setPassword } from '../passwords.js';
import { redeemTotp } from '../totp.js';
import { findUser, type StoredClient, type StoredUser } from '../state.js';

const done = (context: CognitoContext, user: StoredUser, client: StoredClient) => ({
  AuthenticationResult: context.tokens.issue(user, client),
  ChallengeParameters: {},
});

/** The password was correct; next comes the code of the authenticator app. */
const softwareTokenChallenge = (context: CognitoContext, user: StoredUser, client: StoredClient) => {
  const challenge = { clientId: client.ClientId, userName: user.name, history: [], privateParameters: {} };
  const Session = context.challenges.add({ kind: 'SOFTWARE_TOKEN_MFA', ...challenge });
  return {
    ChallengeName: 'SOFTWARE_TOKEN_MFA',
    Session,
    ChallengeParameters: { USER_ID_FOR_SRP: user.name, FRIENDLY_DEVICE_NAME: '' },
  };
};

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
  if (user.status !== 'FORCE_CHANGE_PASSWORD' && user.totp?.isPreferred)
    return softwareTokenChallenge(context, user, client);
  if (user.status !== 'FORCE_CHANGE_PASSWORD') return done(context, user, client);
  const challenge = { clientId: client.ClientId, userName: user.name, history: [], privateParameters: {} };
  const Session = context.challenges.add({ kind: 'NEW_PASSWORD_REQUIRED', ...challenge });
  const ChallengeParameters = { USER_ID_FOR_SRP: user.name, requiredAttributes: '[]', userAttributes: '{}' };
  return { ChallengeName: 'NEW_PASSWORD_REQUIRED', Session, ChallengeParameters };
};

/** One round of define → create, or the tokens. */
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
  const challenge = { clientId: client.ClientId, userName: user.name, history, privateParameters };
  const Session = context.challenges.add({ kind: 'CUSTOM_CHALLENGE', ...challenge });
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

/** Flows of a client that names none. */
const defaultFlows = ['ALLOW_CUSTOM_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH', 'ALLOW_USER_SRP_AUTH'];

const refreshAuth = (context: CognitoContext, client: StoredClient, parameters: Record<string, string>) => {
  if (client.RefreshTokenRotation?.Feature === 'ENABLED') {
    const message = 'Use GetTokensFromRefreshToken with refresh token rotation';
    throw new CognitoError('InvalidParameterException', message);
  }
  const pool = poolOf(context, client);
  const token = parameters.REFRESH_TOKEN ?? '';
  checkSecretHash(client, context.tokens.ownerOf(pool, token)?.name ?? '', parameters.SECRET_HASH);
  return { AuthenticationResult: context.tokens.refresh(pool, client, token), ChallengeParameters: {} };
};

const checkPool = (client: StoredClient, fields: Fields) => {
  if (client.UserPoolId === text(fields, 'UserPoolId')) return;
  throw new CognitoError('ResourceNotFoundException', `User pool client ${client.ClientId} does not exist.`);
};

const initiate =
  (isAdmin: boolean): Operation =>
  (fields, context) => {
    const client = context.state.client(text(fields, 'ClientId'));
    if (isAdmin) checkPool(client, fields);
    const parameters = textMap(fields, 'AuthParameters');
    const flow = text(fields, 'AuthFlow');
    const allowed = client.ExplicitAuthFlows ?? defaultFlows;
    const needed = `ALLOW_${flow === 'REFRESH_TOKEN' ? 'REFRESH_TOKEN_AUTH' : flow}`;
    if (!allowed.includes(needed)) {
      throw new CognitoError('InvalidParameterException', `${flow} flow not enabled for this client`);
    }
    if (needed === 'ALLOW_REFRESH_TOKEN_AUTH') return refreshAuth(context, client, parameters);
    checkSecretHash(client, parameters.USERNAME ?? '', parameters.SECRET_HASH);
    if (flow === 'CUSTOM_AUTH') return customAuth(context, client, parameters);
    if (flow === (isAdmin ? 'ADMIN_USER_PASSWORD_AUTH' : 'USER_PASSWORD_AUTH'))
      return passwordAuth(context, client, parameters);
    throw new CognitoError('InvalidParameterException', `${flow} is not offered here`);
  };

const respond: Operation = async (fields, context) => {
  const client = context.state.client(text(fields, 'ClientId'));
  const pool = poolOf(context, client);
  const answers = textMap(fields, 'ChallengeResponses');
  const pending = context.challenges.take(
    text(fields, 'Session'),
    client.ClientId,
    text(fields, 'ChallengeName'),
  );
  const user = findUser(pool, answers.USERNAME ?? '');
  if (user?.name !== pending.userName) throw notAuthorized('Invalid session for the user.');
  // Uses the real user name: if e-mail addresses are user names, AWS also refuses a hash over the address in an answer.
  checkSecretHash(client, user.name, answers.SECRET_HASH);

  if (pending.kind === 'SOFTWARE_TOKEN_MFA') {
    redeemTotp(user, answers.SOFTWARE_TOKEN_MFA_CODE ?? '');
    return done(context, user, client);
  }
  if (pending.kind === 'NEW_PASSWORD_REQUIRED') {
    checkPolicy(pool, answers.NEW_PASSWORD ?? '');
    setPassword(user, answers.NEW_PASSWORD ?? '');
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
