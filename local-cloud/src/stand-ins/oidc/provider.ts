import { generateKeyPairSync, randomBytes } from 'node:crypto';
import type { Configuration, KoaContextWithOIDC, Provider } from 'oidc-provider';
import { createMemoryAdapter } from './memory-adapter.js';
import { errorPage } from './pages.js';
import type { People, ProviderName } from './people.js';
import { kakaoErrorCodes, providerKinds } from './provider-kinds.js';

export interface ProviderClient {
  clientId: string;
  clientSecret: string;
  redirectUris: string[];
}

/** The library warns on Node 20, where we have tested it; all other messages pass. */
const loadLibrary = async () => {
  // eslint-disable-next-line no-console -- the library has no other way to speak
  const { warn } = console;
  // eslint-disable-next-line no-console -- as above
  console.warn = (...lines: unknown[]) =>
    String(lines[0]).includes('Unsupported runtime') ? undefined : warn(...lines);
  try {
    return await import('oidc-provider');
  } finally {
    // eslint-disable-next-line no-console -- as above
    console.warn = warn;
  }
};

const signingKey = (kid: string) => ({
  ...generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' }),
  kid,
  alg: 'RS256',
  use: 'sig',
});

/** The grant of an account that has consented before; the consent page creates the first one. */
const existingGrant = async (ctx: KoaContextWithOIDC, people: People, optionalScopes: string[]) => {
  const { provider, client, session } = ctx.oidc;
  const accountId = session?.accountId;
  const scope = accountId ? people.consentOf(accountId) : undefined;
  if (!client || !accountId || !scope) return undefined;
  const grant = new provider.Grant({ clientId: client.clientId, accountId });
  grant.addOIDCScope(scope);
  grant.rejectOIDCScope(optionalScopes.filter((each) => !scope.includes(each)).join(' '));
  await grant.save();
  return grant;
};

/** A certified OpenID provider with the paths, scopes, claims and errors of Google or Kakao. */
export const createProvider = async (
  name: ProviderName,
  { issuer, client, people }: { issuer: string; client: ProviderClient; people: People },
): Promise<Provider> => {
  const kind = providerKinds[name];
  const configuration: Configuration = {
    adapter: createMemoryAdapter(),
    clients: [
      {
        client_id: client.clientId,
        client_secret: client.clientSecret,
        redirect_uris: client.redirectUris,
        token_endpoint_auth_method: 'client_secret_post',
        grant_types: ['authorization_code'],
        response_types: ['code'],
      },
    ],
    // The private JWK of a newly generated key.
    jwks: { keys: [signingKey(`${name}-1`)] } as Configuration['jwks'],
    routes: kind.routes,
    scopes: kind.scopes,
    claims: kind.claims,
    clientAuthMethods: kind.clientAuthMethods,
    // Both providers put the claims of the scopes into the ID token itself.
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    cookies: {
      keys: [randomBytes(16).toString('hex')],
      names: { session: `_${name}_session`, interaction: `_${name}_interaction`, resume: `_${name}_resume` },
    },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_ctx, interaction) => `/${name}/interaction/${interaction.uid}` },
    ttl: {
      AccessToken: 3600,
      AuthorizationCode: 600,
      Grant: 86_400,
      IdToken: 3600,
      Interaction: 600,
      Session: 86_400,
    },
    loadExistingGrant: (ctx) => existingGrant(ctx, people, kind.optionalScopes),
    findAccount: (ctx, subject) => {
      const person = people.find(subject);
      // An account that has withdrawn access still gets a code, but no tokens for it.
      if (!person || (person.isRevoked && ctx.oidc.route === 'token')) return undefined;
      return { accountId: subject, claims: () => ({ ...kind.claimsOf(person), sub: subject }) };
    },
    renderError: (ctx, out) => {
      ctx.type = 'html';
      const code = (name === 'kakao' && kakaoErrorCodes[out.error]) || out.error;
      ctx.body = errorPage(name, code, out.error_description ?? '');
    },
  };
  const { Provider: OidcProvider } = await loadLibrary();
  const provider = new OidcProvider(issuer, configuration);
  provider.use(async (ctx, next) => {
    await next();
    const body: unknown = ctx.body;
    if (name !== 'kakao' || ctx.status < 400 || typeof body !== 'object' || !body || !('error' in body))
      return;
    ctx.body = { ...body, error_code: kakaoErrorCodes[String(body.error)] ?? 'KOE001' };
  });
  provider.on('server_error', (_ctx, error) =>
    process.stderr.write(`${name}: ${error.stack ?? error.message}\n`),
  );
  return provider;
};
