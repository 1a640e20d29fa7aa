import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MetadataScanner } from '@nestjs/core';
import { userRoutes } from '@maru/contracts/http/user/routes';
import { createTestIssuer } from '@maru/service-kit/testing/tokens';
import { AccountsController } from './features/accounts/accounts.controller.js';
import { AuthController } from './features/auth/auth.controller.js';
import { NotesController } from './features/notes/notes.controller.js';
import { PasswordsController } from './features/passwords/passwords.controller.js';
import { ProfilesController } from './features/profiles/profiles.controller.js';
import { ProvidersController } from './features/providers/providers.controller.js';
import { SessionsController } from './features/sessions/sessions.controller.js';
import { SettingsController } from './features/settings/settings.controller.js';
import { PendingController } from './features/sign-in/pending.controller.js';
import { TwoFactorController } from './features/two-factor/two-factor.controller.js';
import { contractOf, isPublic } from './platform/route.decorator.js';
import { startHarness, type Harness } from './testing/user-harness.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

const allControllers = [
  AccountsController,
  AuthController,
  NotesController,
  PasswordsController,
  PendingController,
  ProfilesController,
  ProvidersController,
  SessionsController,
  SettingsController,
  TwoFactorController,
];

describe('authorization', () => {
  const guarded = Object.values(userRoutes).filter((route) => route.auth === 'user');
  it.each(guarded.map((route) => [route.operationId, route] as const))(
    '%s needs a valid token of ours',
    async (_name, route) => {
      const issuer = await createTestIssuer();
      const { session } = await harness.signUp();
      const tokens = [
        [undefined, 'UNAUTHENTICATED'],
        ['garbage', 'TOKEN_INVALID'],
        [issuer.token({ userId: session.me.userId }), 'TOKEN_INVALID'],
      ] as const;
      for (const [token, code] of tokens) {
        const answer = await harness.call(
          route.method.toUpperCase(),
          `${route.path.replace(':provider', 'google').replace(':sessionId', 'x').replace(':userId', session.me.userId)}?ids=${session.me.userId}`,
          { token },
        );
        expect(answer).toMatchObject({ status: 401, body: { error: { code } } });
      }
      await issuer.close();
    },
  );

  it('is declared by every method of every controller, which mount each contract once', () => {
    const scanner = new MetadataScanner();
    const handlers = allControllers.flatMap((controller) => {
      // Nest's decorators keep their metadata on the methods themselves.
      const prototype = controller.prototype as unknown as Record<string, object>;
      return scanner.getAllMethodNames(prototype).map((name) => prototype[name] ?? {});
    });
    const routes = handlers.flatMap((handler) => contractOf(handler) ?? []);
    expect(routes.map(({ operationId }) => operationId).sort()).toEqual(Object.keys(userRoutes).sort());
    for (const handler of handlers) {
      const contract = contractOf(handler);
      if (contract)
        expect([contract.operationId, isPublic(handler)]).toEqual([
          contract.operationId,
          contract.auth !== 'user',
        ]);
    }
  });
});
