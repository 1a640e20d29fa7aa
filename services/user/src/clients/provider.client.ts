import type { IdentityProvider } from '@maru/contracts/http/user/auth';

/** A user's identity at a provider. The subject identifies the user to us; `email` and `isEmailOwned` don't. */
export interface ProviderPerson {
  subject: string;
  email?: string;
  /** True if the provider vouches that the address belongs to this user now. */
  isEmailOwned: boolean;
  nickname?: string;
}

/** Secrets that bind an authorization request to the browser that started it. */
export interface VisitSecrets {
  state: string;
  nonce: string;
  codeVerifier: string;
}

/** Google or Kakao as an OpenID provider. */
export interface ProviderClient {
  readonly provider: IdentityProvider;
  /** Returns the provider's URL to visit. `isReauthentication`: the user must sign in there again. */
  authorizationUrl(secrets: VisitSecrets, options: { isReauthentication: boolean }): Promise<string>;
  /** Returns the identity that came back to `callbackUrl`. @throws PROVIDER_DENIED, PROVIDER_FAILED or UNAVAILABLE. */
  identify(callbackUrl: URL, secrets: VisitSecrets): Promise<ProviderPerson>;
  /** Unlinks the user at the provider, if it offers that to services. A missing link is no error. */
  unlink(subject: string): Promise<void>;
}
