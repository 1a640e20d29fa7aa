import express, { Router, type Request, type Response } from 'express';
import type { Provider } from 'oidc-provider';
import { chooserPage, consentPage } from './pages.js';
import { personInput, type People, type ProviderName } from './people.js';
import { providerKinds } from './provider-kinds.js';

interface InteractionDeps {
  name: ProviderName;
  provider: Provider;
  people: People;
}

const denied = { error: 'access_denied', error_description: 'User denied access' };

const scopesAsked = (params: Record<string, unknown>) => String(params.scope ?? '').split(' ');

type Form = Record<string, string | string[] | undefined>;

const madeUp = (form: Form) =>
  personInput.parse({
    name: form.name,
    email: form.email || undefined,
    isEmailVerified: form.isEmailVerified === 'on',
    isEmailValid: form.isEmailValid === undefined ? undefined : form.isEmailValid === 'on',
    hostedDomain: form.hostedDomain || undefined,
  });

const subjectChosen = (people: People, form: Form): string =>
  typeof form.subject === 'string' ? form.subject : people.add(madeUp(form)).subject;

const showPage = async ({ name, provider, people }: InteractionDeps, req: Request, res: Response) => {
  const { prompt, params, session } = await provider.interactionDetails(req, res);
  if (prompt.name === 'login') return void res.type('html').send(chooserPage(name, people.list()));
  const person = people.find(session?.accountId ?? '');
  const scopes = scopesAsked(params);
  const { optionalScopes: optional } = providerKinds[name];
  res.type('html').send(consentPage(name, { name: person?.name ?? '', scopes, optional }));
};

const takeAnswer = async ({ name, provider, people }: InteractionDeps, req: Request, res: Response) => {
  const { prompt, params, session } = await provider.interactionDetails(req, res);
  // Express's form parser.
  const form = req.body as Form;
  if (form.deny) return provider.interactionFinished(req, res, denied);
  if (prompt.name === 'login') {
    // A user who was signed in before isn't asked whether to sign out first.
    for (const suffix of ['', '.sig']) res.clearCookie(`_${name}_session${suffix}`);
    return provider.interactionFinished(req, res, { login: { accountId: subjectChosen(people, form) } });
  }
  const accountId = session?.accountId ?? '';
  const shared = new Set([form.scope ?? []].flat());
  const { optionalScopes } = providerKinds[name];
  const scopes = scopesAsked(params).filter((scope) => !optionalScopes.includes(scope) || shared.has(scope));
  people.consent(accountId, scopes.join(' '));
  const grant = new provider.Grant({ accountId, clientId: String(params.client_id) });
  grant.addOIDCScope(scopes.join(' '));
  grant.rejectOIDCScope(optionalScopes.filter((scope) => !scopes.includes(scope)).join(' '));
  return provider.interactionFinished(req, res, { consent: { grantId: await grant.save() } });
};

/** The pages between the provider's redirects: account chooser and consent. `POST /people` adds an account. */
export const interactionRouter = (deps: InteractionDeps): Router => {
  const router = Router();
  router.get('/interaction/:uid', (req, res) => showPage(deps, req, res));
  router.post('/interaction/:uid', express.urlencoded({ extended: false }), (req, res) =>
    takeAnswer(deps, req, res),
  );
  router.post(
    '/people',
    express.json(),
    (req, res) => void res.json(deps.people.add(personInput.parse(req.body))),
  );
  return router;
};
