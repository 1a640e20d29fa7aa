import type { IdentityProvider } from '@maru/contracts/http/user/auth';

/** Who somebody is at a provider. `email` and `isEmailOwned` say nothing about who the person is to us: the subject does. */
export interface ProviderPerson {
  subject: string;
  email?: string;
  /** Whether the provider vouches that the address belongs to this person now. */
  isEmailOwned: boolean;
  nickname?: string;
}

/** What ties a visit to the browser that began it. */
export interface VisitSecrets {
  state: string;
  nonce: string;
  codeVerifier: string;
}

/** Google or Kakao as an OpenID provider. */
export interface ProviderClient {
  readonly provider: IdentityProvider;
  /** The provider's page to visit. `isReauthentication`: the person has to sign in there anew. */
  authorizationUrl(secrets: VisitSecrets, options: { isReauthentication: boolean }): Promise<string>;
  /** Who came back to `callbackUrl`. Throws PROVIDER_DENIED, PROVIDER_FAILED, or UNAVAILABLE. */
  identify(callbackUrl: URL, secrets: VisitSecrets): Promise<ProviderPerson>;
  /** Ends the connection at the provider, where it offers that to services. No error when there is none. */
  unlink(subject: string): Promise<void>;
}
