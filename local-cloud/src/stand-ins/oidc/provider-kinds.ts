import type { Person, ProviderName } from './people.js';

interface ProviderKind {
  routes: Record<'authorization' | 'token' | 'userinfo' | 'jwks', string>;
  scopes: string[];
  /** Claims by scope. */
  claims: Record<string, string[]>;
  /** Scopes that users may withhold. */
  optionalScopes: string[];
  clientAuthMethods: ('client_secret_post' | 'client_secret_basic')[];
  claimsOf: (person: Person) => Record<string, unknown>;
}

/** The documented differences between the two providers. */
export const providerKinds: Record<ProviderName, ProviderKind> = {
  google: {
    routes: {
      authorization: '/o/oauth2/v2/auth',
      token: '/token',
      userinfo: '/v1/userinfo',
      jwks: '/oauth2/v3/certs',
    },
    scopes: ['openid', 'email', 'profile'],
    claims: { openid: ['sub'], email: ['email', 'email_verified', 'hd'], profile: ['name', 'picture'] },
    optionalScopes: [],
    clientAuthMethods: ['client_secret_post', 'client_secret_basic'],
    claimsOf: ({ subject, email, isEmailVerified, hostedDomain, name }) => ({
      sub: subject,
      ...(email ? { email, email_verified: isEmailVerified } : {}),
      ...(hostedDomain ? { hd: hostedDomain } : {}),
      name,
    }),
  },
  kakao: {
    routes: {
      authorization: '/oauth/authorize',
      token: '/oauth/token',
      userinfo: '/v1/oidc/userinfo',
      jwks: '/.well-known/jwks.json',
    },
    scopes: ['openid', 'account_email', 'profile_nickname', 'profile_image'],
    // Kakao's ID token has no `email_verified`; it is available from /v2/user/me.
    claims: {
      openid: ['sub'],
      account_email: ['email'],
      profile_nickname: ['nickname'],
      profile_image: ['picture'],
    },
    optionalScopes: ['account_email'],
    clientAuthMethods: ['client_secret_post'],
    claimsOf: ({ subject, email, name }) => ({ sub: subject, ...(email ? { email } : {}), nickname: name }),
  },
};

/** Kakao's own error codes beside the standard ones. */
export const kakaoErrorCodes: Record<string, string> = {
  invalid_grant: 'KOE320',
  invalid_redirect_uri: 'KOE006',
  invalid_client: 'KOE010',
};
