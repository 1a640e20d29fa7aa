import { randomUUID } from 'node:crypto';
import {
  AdminCreateUserCommand,
  AdminInitiateAuthCommand,
  AdminRespondToAuthChallengeCommand,
  AdminSetUserPasswordCommand,
  ConfirmSignUpCommand,
  GetTokensFromRefreshTokenCommand,
  RevokeTokenCommand,
  SignUpCommand,
  type AuthenticationResultType,
} from '@aws-sdk/client-cognito-identity-provider';
import { signAssertion } from '@maru/infra/cognito-triggers/sign-in-assertion';
import { secretHash, type CognitoTarget } from './cognito-target.js';

export const goodPassword = 'Maru-2026-good!';

export const anEmail = (name = 'jimin'): string => `${name}.${randomUUID()}@maru.test`;

/** The user service's calls, as short as tests want them. */
export const callsTo = (target: CognitoTarget) => {
  const { client, userPoolId: UserPoolId, clientId: ClientId, clientSecret: ClientSecret } = target;

  const signUp = (email: string, password = goodPassword, metadata?: Record<string, string>) =>
    client.send(
      new SignUpCommand({
        ClientId,
        SecretHash: secretHash(target, email),
        Username: email,
        Password: password,
        UserAttributes: [{ Name: 'email', Value: email }],
        ClientMetadata: metadata,
      }),
    );

  const confirm = (email: string, code: string) =>
    client.send(
      new ConfirmSignUpCommand({
        ClientId,
        SecretHash: secretHash(target, email),
        Username: email,
        ConfirmationCode: code,
      }),
    );

  /** Creates a user who may sign in; returns their `sub`. */
  const aConfirmedUser = async (email = anEmail()) => {
    const UserAttributes = [
      { Name: 'email', Value: email },
      { Name: 'email_verified', Value: 'true' },
    ];
    const create = { UserPoolId, Username: email, UserAttributes, MessageAction: 'SUPPRESS' as const };
    const { User } = await client.send(new AdminCreateUserCommand(create));
    const password = { UserPoolId, Username: email, Password: goodPassword, Permanent: true };
    await client.send(new AdminSetUserPasswordCommand(password));
    return { email, sub: User?.Username ?? '' };
  };

  const signIn = async (email: string, password = goodPassword) => {
    const AuthParameters = { USERNAME: email, PASSWORD: password, SECRET_HASH: secretHash(target, email) };
    const auth = { UserPoolId, ClientId, AuthFlow: 'ADMIN_USER_PASSWORD_AUTH' as const, AuthParameters };
    return client.send(new AdminInitiateAuthCommand(auth));
  };

  const tokensOf = async (email: string): Promise<Required<AuthenticationResultType>> => {
    const { AuthenticationResult } = await signIn(email);
    // All but the new-device metadata, which nothing reads.
    return AuthenticationResult as Required<AuthenticationResultType>;
  };

  const startCustomAuth = (email: string) => {
    const AuthParameters = { USERNAME: email, SECRET_HASH: secretHash(target, email) };
    const auth = { UserPoolId, ClientId, AuthFlow: 'CUSTOM_AUTH' as const, AuthParameters };
    return client.send(new AdminInitiateAuthCommand(auth));
  };

  const answerChallenge = (sub: string, given: { session?: string; answer: string; hashOf?: string }) =>
    client.send(
      new AdminRespondToAuthChallengeCommand({
        UserPoolId,
        ClientId,
        ChallengeName: 'CUSTOM_CHALLENGE',
        Session: given.session,
        ChallengeResponses: {
          USERNAME: given.hashOf ?? sub,
          ANSWER: given.answer,
          SECRET_HASH: secretHash(target, given.hashOf ?? sub),
        },
      }),
    );

  const assertion = (sub: string, challenge = '', secret = target.signInAssertionSecret) =>
    signAssertion(secret, { sub, challenge, exp: Math.floor(Date.now() / 1000) + 30 });

  const refresh = (RefreshToken: string, secret = ClientSecret) =>
    client.send(new GetTokensFromRefreshTokenCommand({ ClientId, ClientSecret: secret, RefreshToken }));

  const revoke = (Token: string) => client.send(new RevokeTokenCommand({ ClientId, ClientSecret, Token }));

  return {
    signUp,
    confirm,
    aConfirmedUser,
    signIn,
    tokensOf,
    startCustomAuth,
    answerChallenge,
    assertion,
    refresh,
    revoke,
  };
};

/** Returns the name of the error that a promise was rejected with. */
export const refusal = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => Promise.reject(new Error('it was not refused')),
    (error: unknown) => (error instanceof Error ? error.name : String(error)),
  );
