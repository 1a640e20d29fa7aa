import { createHmac } from 'node:crypto';
import {
  AdminDeleteUserCommand,
  AdminInitiateAuthCommand,
  AdminRespondToAuthChallengeCommand,
  AdminUserGlobalSignOutCommand,
  CognitoIdentityProviderClient,
  CognitoIdentityProviderServiceException,
  ConfirmSignUpCommand,
  GetTokensFromRefreshTokenCommand,
  ListUsersCommand,
  ResendConfirmationCodeCommand,
  RevokeTokenCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import type { AuthenticationResultType } from '@aws-sdk/client-cognito-identity-provider';
import type { Locale } from '@maru/contracts/primitives';
import { AppError } from '@maru/service-kit/app-error';
import { z } from 'zod';
import {
  CognitoFailure,
  type CognitoClient,
  type CognitoFailureReason,
  type CognitoTokens,
} from './cognito.client.js';
import { signInAssertion } from './sign-in-assertion.js';

export interface CognitoSettings {
  region: string;
  /** Only when the pool is not at AWS. */
  endpoint?: string;
  userPoolId: string;
  clientId: string;
  clientSecret: string;
  assertionSecret: string;
}

const reasons: Record<string, CognitoFailureReason> = {
  UsernameExistsException: 'user-exists',
  UserNotFoundException: 'user-not-found',
  UserNotConfirmedException: 'not-confirmed',
  CodeMismatchException: 'code-incorrect',
  ExpiredCodeException: 'code-expired',
  InvalidPasswordException: 'password-too-weak',
  LimitExceededException: 'too-many-attempts',
  TooManyFailedAttemptsException: 'too-many-attempts',
  TooManyRequestsException: 'too-many-attempts',
  RefreshTokenReuseException: 'refresh-token-invalid',
};

/** NotAuthorizedException means several things; only the message tells which. */
const notAuthorizedReason = (message: string): CognitoFailureReason => {
  if (message.startsWith('Password attempts exceeded')) return 'too-many-attempts';
  if (message.includes('Current status is')) return 'already-confirmed';
  return /refresh token/i.test(message) ? 'refresh-token-invalid' : 'wrong-credentials';
};

const toFailure = (error: unknown): unknown => {
  if (!(error instanceof CognitoIdentityProviderServiceException))
    return new AppError('UNAVAILABLE', { cause: error });
  if (error.name === 'NotAuthorizedException')
    return new CognitoFailure(notAuthorizedReason(error.message), error);
  // The mail could not be sent, which may work in a moment.
  if (error.name === 'CodeDeliveryFailureException') return new AppError('UNAVAILABLE', { cause: error });
  const reason = reasons[error.name];
  return reason ? new CognitoFailure(reason, error) : error;
};

/** The claims that we read off Cognito's own answer, which needs no signature check. */
const claims = z.object({ sub: z.string(), origin_jti: z.string() });

const toTokens = (result: AuthenticationResultType | undefined, refreshToken?: string): CognitoTokens => {
  const { AccessToken, ExpiresIn, RefreshToken = refreshToken } = result ?? {};
  if (!AccessToken || !ExpiresIn || !RefreshToken) throw new Error('Cognito gave no tokens');
  const payload: unknown = JSON.parse(Buffer.from(AccessToken.split('.')[1] ?? '', 'base64url').toString());
  const { sub, origin_jti: sessionId } = claims.parse(payload);
  return {
    userId: sub,
    sessionId,
    accessToken: AccessToken,
    refreshToken: RefreshToken,
    expiresInMs: ExpiresIn * 1000,
  };
};

export class AwsCognitoClient implements CognitoClient {
  private readonly client: CognitoIdentityProviderClient;

  constructor(private readonly settings: CognitoSettings) {
    const { region, endpoint } = settings;
    this.client = new CognitoIdentityProviderClient({ region, endpoint, maxAttempts: 2 });
  }

  async signUp({
    email,
    password,
    locale,
  }: {
    email: string;
    password: string;
    locale: Locale;
  }): Promise<string> {
    const { UserSub } = await this.send(() =>
      this.client.send(
        new SignUpCommand({
          ClientId: this.settings.clientId,
          SecretHash: this.secretHash(email),
          Username: email,
          Password: password,
          UserAttributes: [{ Name: 'email', Value: email }],
          ClientMetadata: { locale },
        }),
      ),
    );
    if (!UserSub) throw new Error('Cognito gave no user id');
    return UserSub;
  }

  async findByEmail(email: string) {
    const Filter = `email = "${email.replace(/["\\]/g, '\\$&')}"`;
    const { Users } = await this.send(() =>
      this.client.send(new ListUsersCommand({ UserPoolId: this.settings.userPoolId, Filter, Limit: 1 })),
    );
    const user = Users?.[0];
    return user?.Username
      ? { userId: user.Username, isConfirmed: user.UserStatus !== 'UNCONFIRMED' }
      : undefined;
  }

  async deleteUser(userId: string): Promise<void> {
    await this.send(() => this.client.send(new AdminDeleteUserCommand(this.inPool(userId))));
  }

  async confirmSignUp(userId: string, code: string): Promise<void> {
    await this.send(() =>
      this.client.send(new ConfirmSignUpCommand({ ...this.byUser(userId), ConfirmationCode: code })),
    );
  }

  async resendCode(userId: string, locale: Locale): Promise<void> {
    await this.send(() =>
      this.client.send(
        new ResendConfirmationCodeCommand({ ...this.byUser(userId), ClientMetadata: { locale } }),
      ),
    );
  }

  async signInWithPassword(email: string, password: string): Promise<CognitoTokens> {
    const { AuthenticationResult } = await this.send(() =>
      this.client.send(
        new AdminInitiateAuthCommand({
          ...this.poolAndClient(),
          AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
          AuthParameters: { USERNAME: email, PASSWORD: password, SECRET_HASH: this.secretHash(email) },
        }),
      ),
    );
    return toTokens(AuthenticationResult);
  }

  async signInAs(userId: string): Promise<CognitoTokens> {
    const SECRET_HASH = this.secretHash(userId);
    const { Session, ChallengeParameters } = await this.send(() =>
      this.client.send(
        new AdminInitiateAuthCommand({
          ...this.poolAndClient(),
          AuthFlow: 'CUSTOM_AUTH',
          AuthParameters: { USERNAME: userId, SECRET_HASH },
        }),
      ),
    );
    const challenge = ChallengeParameters?.challenge ?? '';
    const ANSWER = signInAssertion(this.settings.assertionSecret, { sub: userId, challenge });
    const { AuthenticationResult } = await this.send(() =>
      this.client.send(
        new AdminRespondToAuthChallengeCommand({
          ...this.poolAndClient(),
          ChallengeName: 'CUSTOM_CHALLENGE',
          Session,
          ChallengeResponses: { USERNAME: userId, ANSWER, SECRET_HASH },
        }),
      ),
    );
    return toTokens(AuthenticationResult);
  }

  async refresh(refreshToken: string): Promise<CognitoTokens> {
    const { clientId: ClientId, clientSecret: ClientSecret } = this.settings;
    const { AuthenticationResult } = await this.send(() =>
      this.client.send(
        new GetTokensFromRefreshTokenCommand({ RefreshToken: refreshToken, ClientId, ClientSecret }),
      ),
    );
    return toTokens(AuthenticationResult, refreshToken);
  }

  async revoke(refreshToken: string): Promise<void> {
    const { clientId: ClientId, clientSecret: ClientSecret } = this.settings;
    await this.send(() =>
      this.client.send(new RevokeTokenCommand({ Token: refreshToken, ClientId, ClientSecret })),
    );
  }

  async revokeAll(userId: string): Promise<void> {
    await this.send(() => this.client.send(new AdminUserGlobalSignOutCommand(this.inPool(userId))));
  }

  private async send<T>(call: () => Promise<T>): Promise<T> {
    try {
      return await call();
    } catch (error) {
      throw toFailure(error);
    }
  }

  /** Base64(HMAC-SHA256(client secret, user name + client id)), as Cognito's developer guide defines it. */
  private secretHash(username: string): string {
    const { clientSecret, clientId } = this.settings;
    return createHmac('sha256', clientSecret)
      .update(username + clientId)
      .digest('base64');
  }

  private byUser(userId: string) {
    return { ClientId: this.settings.clientId, Username: userId, SecretHash: this.secretHash(userId) };
  }

  private inPool(userId: string) {
    return { UserPoolId: this.settings.userPoolId, Username: userId };
  }

  private poolAndClient() {
    return { UserPoolId: this.settings.userPoolId, ClientId: this.settings.clientId };
  }
}
