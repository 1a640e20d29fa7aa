import type { IdentityProvider } from '@maru/contracts/http/user/auth';
import { AppError } from '@maru/service-kit/app-error';
import {
  AuthorizationResponseError,
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  ClientSecretPost,
  discovery,
  type Configuration,
  type IDToken,
} from 'openid-client';
import type { ProviderClient, ProviderPerson, VisitSecrets } from './provider.client.js';

export interface OidcSettings {
  issuer: string;
  clientId: string;
  clientSecret: string;
  redirectUri: string;
}

const timeoutSeconds = 10;

const isLoopback = (issuer: string) => /^http:\/\/(127\.0\.0\.1|localhost)(:|\/|$)/.test(issuer);

const toAppError = (error: unknown): AppError => {
  if (error instanceof AppError) return error;
  const isDenial = error instanceof AuthorizationResponseError && error.error === 'access_denied';
  return new AppError(isDenial ? 'PROVIDER_DENIED' : 'PROVIDER_FAILED', { cause: error });
};

/** The code flow with PKCE, state and nonce, the same for every provider; the meaning of claims differs. */
export abstract class OidcProviderClient implements ProviderClient {
  abstract readonly provider: IdentityProvider;
  protected abstract readonly scope: string;
  private configuration: Promise<Configuration> | undefined;

  constructor(protected readonly settings: OidcSettings) {}

  async authorizationUrl(
    { state, nonce, codeVerifier }: VisitSecrets,
    { isReauthentication }: { isReauthentication: boolean },
  ): Promise<string> {
    const configuration = await this.discover();
    return buildAuthorizationUrl(configuration, {
      redirect_uri: this.settings.redirectUri,
      scope: this.scope,
      state,
      nonce,
      code_challenge: await calculatePKCECodeChallenge(codeVerifier),
      code_challenge_method: 'S256',
      prompt: isReauthentication ? 'login' : 'select_account',
    }).href;
  }

  async identify(callbackUrl: URL, { state, nonce, codeVerifier }: VisitSecrets): Promise<ProviderPerson> {
    const configuration = await this.discover();
    try {
      const tokens = await authorizationCodeGrant(configuration, callbackUrl, {
        pkceCodeVerifier: codeVerifier,
        expectedState: state,
        expectedNonce: nonce,
        idTokenExpected: true,
      });
      const claims = tokens.claims();
      if (!claims) throw new Error('the provider gave no ID token');
      return await this.personOf(claims, tokens.access_token);
    } catch (error) {
      throw toAppError(error);
    }
  }

  abstract unlink(subject: string): Promise<void>;

  protected abstract personOf(claims: IDToken, accessToken: string): Promise<ProviderPerson>;

  /** Discovered once; after a failure, again for the next request. */
  private discover(): Promise<Configuration> {
    const { issuer, clientId, clientSecret } = this.settings;
    this.configuration ??= discovery(new URL(issuer), clientId, undefined, ClientSecretPost(clientSecret), {
      timeout: timeoutSeconds,
      // Plain http exists only within a development machine.
      execute: isLoopback(issuer) ? [allowInsecureRequests] : [],
    }).catch((error: unknown) => {
      this.configuration = undefined;
      throw new AppError('UNAVAILABLE', { cause: error });
    });
    return this.configuration;
  }
}
