import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import type { SignInResult } from '@maru/contracts/http/user/auth';
import { limits } from '@maru/contracts/limits';
import { until } from '@maru/service-kit/testing/until';
import { HousekeepingService } from './features/account/housekeeping.service.js';
import { TestBrowser } from './testing/test-browser.js';
import { password, startHarness, type Harness } from './testing/user-harness.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());
afterEach(() => harness.clock.set(new Date()));

const minuteMs = 60_000;

const me = (method: string, path: string, token: string) =>
  harness.call(method, `/user/v1/me${path}`, { token });

/** A user who has asked for the deletion of their account. */
const aDepartingUser = async () => {
  const { email, session } = await harness.signUp();
  await expect(me('POST', '/deletion', session.accessToken)).resolves.toMatchObject({ status: 200 });
  return { email, userId: session.me.userId };
};

const signIn = async (email: string) => {
  const browser = new TestBrowser(harness.base);
  const { body } = await browser.post<SignInResult>('/user/v1/auth/sign-in', {
    email,
    password,
    locale: 'ko',
  });
  expect(body).toMatchObject({ status: 'continue', pending: { step: 'restore' } });
  return { restore: () => browser.post<SignInResult>('/user/v1/auth/pending/restore') };
};

it('an account is erased once its grace has run out', async () => {
  const { userId } = await aDepartingUser();
  harness.clock.advance(limits.deletionGraceMs - minuteMs);
  const runAt = { lte: harness.clock() };
  await expect(harness.prisma.jobRow.count({ where: { runAt } })).resolves.toBe(0);
  harness.clock.advance(minuteMs);
  await until(() => harness.isErased(userId));
});

it('its owner can restore an account until shortly before', async () => {
  const { email } = await aDepartingUser();
  harness.clock.advance(limits.deletionGraceMs - minuteMs);
  const { restore } = await signIn(email);
  await expect(restore()).resolves.toMatchObject({ status: 200, body: { status: 'signed-in' } });
});

it('a sign-in that waits for its next step expires after a quarter of an hour', async () => {
  const { email } = await aDepartingUser();
  const { restore } = await signIn(email);
  harness.clock.advance(15 * minuteMs);
  await expect(restore()).resolves.toMatchObject({
    status: 409,
    body: { error: { code: 'SIGN_IN_EXPIRED' } },
  });
});

it('signing in counts as a step-up for ten minutes', async () => {
  const { session } = await harness.signUp();
  harness.clock.advance(limits.stepUpMs - minuteMs);
  await expect(me('DELETE', '/two-factor', session.accessToken)).resolves.toMatchObject({ status: 204 });
  harness.clock.advance(2 * minuteMs);
  await expect(me('DELETE', '/two-factor', session.accessToken)).resolves.toMatchObject({
    body: { error: { code: 'STEP_UP_REQUIRED' } },
  });
});

it('a session that is not used ends after thirty days', async () => {
  const { cookie } = await harness.signUp();
  const housekeeping = harness.app.get(HousekeepingService);
  harness.clock.advance(limits.sessionKeptMs - minuteMs);
  await housekeeping.tidy();
  const refreshed = await harness.auth('refresh', { cookie });
  expect(refreshed.status).toBe(200);
  harness.clock.advance(limits.sessionKeptMs + minuteMs);
  await housekeeping.tidy();
  await expect(harness.auth('refresh', { cookie: refreshed.cookie })).resolves.toMatchObject({ status: 401 });
});
