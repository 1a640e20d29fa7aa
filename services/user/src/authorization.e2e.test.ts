import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MetadataScanner } from '@nestjs/core';
import type { RouteContract } from '@maru/contracts/route';
import { userRoutes } from '@maru/contracts/http/user/routes';
import { createTestIssuer } from '@maru/service-kit/testing/tokens';
import { AccountController } from './features/account/account.controller.js';
import { MembershipController } from './features/membership/membership.controller.js';
import { SubscriptionController } from './features/membership/subscriptions/subscription.controller.js';
import { TossWebhooksController } from './features/membership/toss-webhooks.controller.js';
import { NotesController } from './features/notes/notes.controller.js';
import { PasswordSignInController } from './features/sign-in/password/password-sign-in.controller.js';
import { PasswordsController } from './features/passwords/passwords.controller.js';
import { PendingController } from './features/sign-in/pending.controller.js';
import { ProfilesController } from './features/profiles/profiles.controller.js';
import { ProvidersController } from './features/sign-in/provider/providers.controller.js';
import { SessionsController } from './features/sessions/sessions.controller.js';
import { SignUpController } from './features/sign-up/sign-up.controller.js';
import { TwoFactorController } from './features/two-factor/two-factor.controller.js';
import { contractOf } from './platform/route.decorator.js';
import { origin, startHarness, type Harness } from './testing/user-harness.js';

let harness: Harness;
let person: Awaited<ReturnType<Harness['signUp']>>;
let issuer: Awaited<ReturnType<typeof createTestIssuer>>;
beforeAll(async () => {
  [harness, issuer] = await Promise.all([startHarness(), createTestIssuer()]);
  person = await harness.signUp();
});
afterAll(() => Promise.all([harness.stop(), issuer.close()]));

const allControllers = [
  AccountController,
  MembershipController,
  SubscriptionController,
  TossWebhooksController,
  NotesController,
  PasswordSignInController,
  PasswordsController,
  PendingController,
  ProfilesController,
  ProvidersController,
  SessionsController,
  SignUpController,
  TwoFactorController,
];

const pathOf = (route: RouteContract, userId: string) =>
  `${route.path
    .replace(':provider', 'google')
    .replace(':sessionId', 'x')
    .replace(/:(order|registration)Id/, '01K5W8ZB3R6Y0QH2N7V4D9F1TX')
    .replace(':userId', userId)}?ids=${userId}`;

describe('authorization', () => {
  const guarded = Object.values(userRoutes).filter((route) => route.auth === 'user');
  it.each(guarded.map((route) => [route.operationId, route] as const))(
    '%s requires a valid token issued by us',
    async (_name, route) => {
      const { session } = person;
      const tokens = [
        [undefined, 'UNAUTHENTICATED'],
        ['garbage', 'TOKEN_INVALID'],
        [issuer.token({ userId: session.me.userId }), 'TOKEN_INVALID'],
      ] as const;
      for (const [token, code] of tokens) {
        const answer = await harness.call(route.method.toUpperCase(), pathOf(route, session.me.userId), {
          token,
        });
        expect(answer).toMatchObject({ status: 401, body: { error: { code } } });
      }
    },
  );

  it('every route refuses an ended session despite its valid token, and no cache stores the response', async () => {
    const { session, cookie } = await harness.signUp();
    const { accessToken: token, me } = session;
    const send = (route: (typeof guarded)[number]) =>
      fetch(`${harness.base}${pathOf(route, me.userId)}`, {
        method: route.method.toUpperCase(),
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', origin },
        body: ['get', 'delete'].includes(route.method) ? undefined : '{}',
      });
    await harness.auth('sign-out', { cookie });
    for (const route of guarded) {
      const answer = await send(route);
      expect([route.operationId, answer.status, await answer.json()]).toMatchObject([
        route.operationId,
        401,
        { error: { code: 'SESSION_ENDED' } },
      ]);
      expect(answer.headers.get('cache-control')).toBe('no-store');
    }
  });

  it('every route that declares a step-up asks for it before anything else', async () => {
    const { session } = await harness.signUp();
    const { userId } = session.me;
    await harness.prisma.session.updateMany({ where: { userId }, data: { createdAt: new Date(0) } });
    for (const route of guarded) {
      const answer = await harness.call<{ error?: { code: string } }>(
        route.method.toUpperCase(),
        pathOf(route, userId),
        { token: session.accessToken },
      );
      expect([route.operationId, answer.body.error?.code === 'STEP_UP_REQUIRED']).toEqual([
        route.operationId,
        route.session === 'step-up',
      ]);
    }
  });

  it('by a cookie is refused to pages of other sites', async () => {
    const byCookie = Object.values<RouteContract>(userRoutes).filter(
      ({ auth, method }) => auth.endsWith('-cookie') && method !== 'get',
    );
    expect(byCookie.length).toBeGreaterThan(0);
    for (const { operationId, method, path } of byCookie) {
      const headers = { origin: 'https://elsewhere.example' };
      const { body } = await harness.call<{ error?: { code: string } }>(method.toUpperCase(), path, {
        headers,
      });
      expect([operationId, body.error?.code]).toEqual([operationId, 'ORIGIN_FORBIDDEN']);
    }
  });

  it('goes no further than being signed in, which is all that the guard of this service checks', () => {
    for (const { operationId, authorize } of guarded)
      expect([operationId, authorize]).toEqual([operationId, 'signed-in']);
  });

  it('is declared by every method of every controller, which mount each contract once', () => {
    const scanner = new MetadataScanner();
    const handlers = allControllers.flatMap((controller) => {
      // Nest's decorators store their metadata on the methods themselves.
      const prototype = controller.prototype as unknown as Record<string, object>;
      return scanner.getAllMethodNames(prototype).map((name) => prototype[name] ?? {});
    });
    const routes = handlers.flatMap((handler) => contractOf(handler) ?? []);
    expect(routes.map(({ operationId }) => operationId).sort()).toEqual(Object.keys(userRoutes).sort());
  });
});
