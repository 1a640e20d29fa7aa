import express, { Router, type Request, type Response } from 'express';
import type { Provider } from 'oidc-provider';
import type { People, Person } from './people.js';

interface KakaoApiDeps {
  provider: Provider;
  people: People;
  adminKey: string;
}

const bearer = (req: Request) => /^Bearer (.+)$/.exec(req.get('authorization') ?? '')?.[1];
const noToken = { msg: 'this access token does not exist', code: -401 };
const notLinked = { msg: 'NotRegisteredUserException', code: -101 };

const accountOf = (person: Person, scope: string) => {
  const sharesEmail = scope.includes('account_email');
  const email = person.email
    ? {
        email_needs_agreement: !sharesEmail,
        ...(sharesEmail
          ? {
              is_email_valid: person.isEmailValid,
              is_email_verified: person.isEmailVerified,
              email: person.email,
            }
          : {}),
      }
    : {};
  return {
    id: Number(person.subject),
    connected_at: '2026-01-01T00:00:00Z',
    properties: { nickname: person.name },
    kakao_account: {
      profile_nickname_needs_agreement: false,
      profile: { nickname: person.name, is_default_nickname: false },
      ...email,
    },
  };
};

/** The part of kapi.kakao.com that sign-in needs. */
export const kakaoApi = ({ provider, people, adminKey }: KakaoApiDeps): Router => {
  const router = Router();
  const tokenOf = (req: Request) => provider.AccessToken.find(bearer(req) ?? '');

  const me = async (req: Request, res: Response) => {
    const token = await tokenOf(req);
    const person = token?.accountId ? people.find(token.accountId) : undefined;
    if (!token || !person) return void res.status(401).json(noToken);
    res.json(accountOf(person, token.scope ?? ''));
  };
  router.get('/v2/user/me', me);
  router.post('/v2/user/me', me);

  router.post('/v1/user/unlink', express.urlencoded({ extended: false }), async (req, res) => {
    const isAdmin = req.get('authorization') === `KakaoAK ${adminKey}`;
    // Express's form parser.
    const form = req.body as Record<string, string | undefined>;
    const subject = isAdmin ? form.target_id : (await tokenOf(req))?.accountId;
    if (!subject) return void res.status(401).json(noToken);
    if (!people.unlink(subject)) return void res.status(400).json(notLinked);
    res.json({ id: Number(subject) });
  });
  return router;
};
