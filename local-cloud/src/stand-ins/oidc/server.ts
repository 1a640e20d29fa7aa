import { createServer, type Server } from 'node:http';
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import { interactionRouter } from './interactions.js';
import { kakaoApi } from './kakao-api.js';
import { People, providerNames, type ProviderName } from './people.js';
import { createProvider } from './provider.js';

export interface OidcFacts {
  googleIssuer: string;
  googleClientId: string;
  googleClientSecret: string;
  kakaoIssuer: string;
  kakaoApiUrl: string;
  kakaoClientId: string;
  kakaoClientSecret: string;
  kakaoAdminKey: string;
}

/** Identical at every start, because the services learn them once. They open only this stand-in. */
const secretOf = (name: string) => `local-${name}-secret`;
const adminKey = 'local-kakao-admin-key';

/**
 * Every visit starts with the account chooser, because developers want another account each time. Real providers do so for
 * `prompt=select_account` and `prompt=login`.
 */
const withoutSession = (name: ProviderName) => (req: Request, _res: Response, next: NextFunction) => {
  const url = new URL(req.url, 'http://provider');
  if (url.searchParams.has('prompt')) {
    url.searchParams.delete('prompt');
    req.url = `${url.pathname}${url.search}`;
    const cookies = req.headers.cookie?.split(/;\s*/) ?? [];
    req.headers.cookie = cookies.filter((cookie) => !cookie.startsWith(`_${name}_session`)).join('; ');
  }
  next();
};

/** Google and Kakao in one server; the app is completed once the server's address is known. */
export const createOidcServer = (): {
  server: Server;
  mount(baseUrl: string, appOrigin: string): Promise<OidcFacts>;
} => {
  const app: Express = express().disable('x-powered-by');
  app.get('/health', (_req, res) => void res.send('ok'));

  const mountProvider = async (name: ProviderName, baseUrl: string, appOrigin: string) => {
    const people = new People(name);
    const redirectUris = [`${appOrigin}/user/v1/auth/${name}/callback`];
    const client = { clientId: `maru-${name}`, clientSecret: secretOf(name), redirectUris };
    const provider = await createProvider(name, { issuer: `${baseUrl}/${name}`, client, people });
    app.use(
      `/${name}`,
      interactionRouter({ name, provider, people }),
      withoutSession(name),
      provider.callback(),
    );
    return { people, provider, client };
  };

  return {
    server: createServer(app),
    async mount(baseUrl, appOrigin) {
      const [google, kakao] = await Promise.all(
        providerNames.map((name) => mountProvider(name, baseUrl, appOrigin)),
      );
      if (!google || !kakao) throw new Error('both providers are mounted above');
      app.use('/kapi', kakaoApi({ ...kakao, adminKey }));
      return {
        googleIssuer: `${baseUrl}/google`,
        googleClientId: google.client.clientId,
        googleClientSecret: google.client.clientSecret,
        kakaoIssuer: `${baseUrl}/kakao`,
        kakaoApiUrl: `${baseUrl}/kapi`,
        kakaoClientId: kakao.client.clientId,
        kakaoClientSecret: kakao.client.clientSecret,
        kakaoAdminKey: adminKey,
      };
    },
  };
};
