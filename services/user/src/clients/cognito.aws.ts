import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import {
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  AdminGetUserCommand,
  AdminInitiateAuthCommand,
  AdminRespondToAuthChallengeCommand,
  AdminSetUserMFAPreferenceCommand,
  AdminSetUserPasswordCommand,
  AdminUpdateUserAttributesCommand,
  AdminUserGlobalSignOutCommand,
  AssociateSoftwareTokenCommand,
  CognitoIdentityProviderClient,
  ConfirmSignUpCommand,
  GetTokensFromRefreshTokenCommand,
  ListUsersCommand,
  ResendConfirmationCodeCommand,
  RevokeTokenCommand,
  SignUpCommand,
  VerifySoftwareTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import type { Locale } from '@maru/contracts/primitives';
import { awsRequestHandler } from '@maru/service-kit/aws';
import type { Clock } from '@maru/service-kit/clock';
import type { Logger } from '@maru/service-kit/logger';
import {
  CognitoFailure,
  type CognitoClient,
  type CognitoTokens,
  type PasswordCheck,
  type PoolUser,
} from './cognito.client.js';
import { toFailure, toTokens } from './cognito-answers.js';
import { signInAssertion } from './sign-in-assertion.js';

export interface CognitoSettings {
  region: string;
  /** Only for a pool outside AWS. */
  endpoint?: string;
  userPoolId: string;
  clientId: string;
  clientSecret: string;
  assertionSecret: string;
  /** Has to agree with Cognito's: its trigger refuses an assertion that expires more than a minute from now. */
  clock: Clock;
  log: Logger;
}

/** RFC 2606: no name under .invalid exists. */
const noAddress = '@no-address.maru.invalid';

export class AwsCognitoClient implements CognitoClient {
  private readonly client: CognitoIdentityProviderClient;

  constructor(private readonly settings: CognitoSettings) {
    const { region, endpoint } = settings;
    this.client = new CognitoIdentityProviderClient({
      region,
      endpoint,
      maxAttempts: 2,
      requestHandler: awsRequestHandler,
    });
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

  async describe(userId: string): Promise<PoolUser | undefined> {
    try {
      const user = await this.send(() => this.client.send(new AdminGetUserCommand(this.inPool(userId))));
      const email = user.UserAttributes?.find(({ Name }) => Name === 'email')?.Value;
      return {
        userId,
        email: email?.endsWith(noAddress) ? undefined : email,
        isConfirmed: user.UserStatus !== 'UNCONFIRMED',
        createdAt: user.UserCreateDate ?? this.settings.clock(),
        hasTwoFactor: user.UserMFASettingList?.includes('SOFTWARE_TOKEN_MFA') ?? false,
      };
    } catch (error) {
      if (error instanceof CognitoFailure && error.reason === 'user-not-found') return undefined;
      throw error;
    }
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

  async signInWithPassword(email: string, password: string): Promise<PasswordCheck> {
    const { AuthenticationResult, ChallengeName, ChallengeParameters } = await this.send(() =>
      this.client.send(
        new AdminInitiateAuthCommand({
          ...this.poolAndClient(),
          AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
          AuthParameters: { USERNAME: email, PASSWORD: password, SECRET_HASH: this.secretHash(email) },
        }),
      ),
    );
    const userId = ChallengeParameters?.USER_ID_FOR_SRP;
    if (ChallengeName === 'SOFTWARE_TOKEN_MFA' && userId) return { status: 'two-factor', userId };
    return { status: 'signed-in', tokens: toTokens(AuthenticationResult) };
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
    const { assertionSecret, clock } = this.settings;
    const ANSWER = signInAssertion(assertionSecret, { sub: userId, challenge, now: clock() });
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
    await this.attempt(() =>
      this.client.send(new RevokeTokenCommand({ Token: refreshToken, ClientId, ClientSecret })),
    );
  }

  async revokeAll(userId: string): Promise<void> {
    await this.attempt(() => this.client.send(new AdminUserGlobalSignOutCommand(this.inPool(userId))));
  }

  async setPassword(userId: string, newPassword: string): Promise<void> {
    await this.send(() =>
      this.client.send(
        new AdminSetUserPasswordCommand({ ...this.inPool(userId), Password: newPassword, Permanent: true }),
      ),
    );
  }

  async createUser(email: string): Promise<string> {
    const { User } = await this.send(() =>
      this.client.send(
        new AdminCreateUserCommand({
          ...this.inPool(email),
          MessageAction: 'SUPPRESS',
          UserAttributes: [
            { Name: 'email', Value: email },
            { Name: 'email_verified', Value: 'true' },
          ],
        }),
      ),
    );
    const userId = User?.Username;
    if (!userId) throw new Error('Cognito gave no user id');
    // A random password that is never used: Cognito signs in only users with a password by a challenge.
    await this.setPassword(userId, `${randomBytes(32).toString('base64url')}aA1!`);
    return userId;
  }

  createUserWithoutEmail(): Promise<string> {
    return this.createUser(randomUUID() + noAddress);
  }

  async setEmail(userId: string, email: string): Promise<void> {
    const UserAttributes = [
      { Name: 'email', Value: email },
      { Name: 'email_verified', Value: 'true' },
    ];
    await this.send(() =>
      this.client.send(new AdminUpdateUserAttributesCommand({ ...this.inPool(userId), UserAttributes })),
    );
  }

  async newTotpSecret(accessToken: string): Promise<string> {
    const { SecretCode } = await this.send(() =>
      this.client.send(new AssociateSoftwareTokenCommand({ AccessToken: accessToken })),
    );
    if (!SecretCode) throw new Error('Cognito gave no secret');
    return SecretCode;
  }

  async verifyTotp(accessToken: string, code: string): Promise<boolean> {
    try {
      await this.send(() =>
        this.client.send(new VerifySoftwareTokenCommand({ AccessToken: accessToken, UserCode: code })),
      );
      return true;
    } catch (error) {
      const isWrong =
        error instanceof CognitoFailure && ['code-incorrect', 'code-expired'].includes(error.reason);
      if (isWrong) return false;
      throw error;
    }
  }

  async requireTotp(userId: string, isRequired: boolean): Promise<void> {
    const SoftwareTokenMfaSettings = { Enabled: isRequired, PreferredMfa: isRequired };
    await this.send(() =>
      this.client.send(
        new AdminSetUserMFAPreferenceCommand({ ...this.inPool(userId), SoftwareTokenMfaSettings }),
      ),
    );
  }

  private async attempt(call: () => Promise<unknown>): Promise<void> {
    await call().catch((error: unknown) =>
      this.settings.log.warn({ err: error }, 'Cognito ended no session'),
    );
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
