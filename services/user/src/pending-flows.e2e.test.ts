import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Session, SignInResult } from '@maru/contracts/http/user/auth';
import { until } from '@maru/service-kit/testing/until';
import { Secret, TOTP } from 'otpauth';
import { TestBrowser } from './testing/test-browser.js';
import { password, startHarness, type Harness } from './testing/user-harness.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

const next = 'another-one-2!';
const me = (method: string, path: string, token: string, body?: object) =>
  harness.call<{ secret: string; recoveryCodes: string[]; error?: { code: string } }>(
    method,
    `/user/v1/me${path}`,
    { token, body },
  );
const codeTo = async (email: string) => {
  const code = async () => /\b(\d{6})\b/.exec((await harness.mailsTo(email))[0]?.text ?? '')?.[1];
  await until(async () => (await code()) !== undefined);
  return (await code()) ?? '';
};
const signIn = async (email: string, secret = password) => {
  const browser = new TestBrowser(harness.base);
  const body = { email, password: secret, locale: 'ko' };
  const answer = await browser.post<SignInResult>('/user/v1/auth/sign-in', body);
  return { browser, answer, cookie: browser.cookie('maru_sign_in') ?? '' };
};
const step = (browser: TestBrowser, name: string, body?: object) =>
  browser.post<SignInResult & { error?: { code: string } }>(`/user/v1/auth/pending/${name}`, body);
const withCookie = (value: string) => {
  const browser = new TestBrowser(harness.base);
  browser.setCookie('maru_sign_in', value);
  return browser;
};
const expired = { status: 409, body: { error: { code: 'SIGN_IN_EXPIRED' } } };
const ended = { status: 401, body: { error: { code: 'SESSION_ENDED' } } };

const turnTwoFactorOn = async (token: string) => {
  const { body } = await me('POST', '/two-factor', token);
  const code = new TOTP({ secret: Secret.fromBase32(body.secret) }).generate();
  return (await me('POST', '/two-factor/confirm', token, { code })).body.recoveryCodes;
};
const changePassword = (token: string) =>
  me('PUT', '/password', token, { currentPassword: password, newPassword: next });

describe('a change of address that a thief has started', () => {
  /** The owner's countermeasures, from another device. */
  const defences: [string, (token: string) => Promise<unknown>][] = [
    ['ends the other sessions', (token) => me('DELETE', '/sessions', token)],
    ['changes the password', changePassword],
  ];
  it.each(defences)('is invalid once the owner %s', async (_what, defend) => {
    const { session, email } = await harness.signUp();
    const thief = (await signIn(email)).answer.body as { session: Session };
    const target = harness.newEmail();
    const { accessToken } = thief.session;
    await me('POST', '/email', accessToken, { email: target, locale: 'ko' });
    const code = await codeTo(target);
    await defend(session.accessToken);
    await expect(me('POST', '/email/confirm', accessToken, { email: target, code })).resolves.toMatchObject(
      ended,
    );
    await expect(
      me('POST', '/email/confirm', session.accessToken, { email: target, code }),
    ).resolves.toMatchObject({ body: { error: { code: 'CODE_EXPIRED' } } });
    expect((await harness.cognito.findByEmail(target))?.userId).toBeUndefined();
  });

  it('needs another proof if the second factor was enabled meanwhile', async () => {
    const { session, email } = await harness.signUp();
    const thief = (await signIn(email)).answer.body as { session: Session };
    await turnTwoFactorOn(session.accessToken);
    await expect(me('DELETE', '/two-factor', thief.session.accessToken)).resolves.toMatchObject({
      body: { error: { code: 'STEP_UP_REQUIRED' } },
    });
    await expect(me('DELETE', '/two-factor', session.accessToken)).resolves.toMatchObject({ status: 204 });
  });
});

describe('the cookie of a pending sign-in', () => {
  it('restores an account once, and not after a later deletion', async () => {
    const { session, email } = await harness.signUp();
    await me('POST', '/deletion', session.accessToken);
    const { browser, cookie } = await signIn(email);
    const restored = await step(browser, 'restore');
    const { accessToken } = (restored.body as { session: Session }).session;
    await expect(step(withCookie(cookie), 'restore')).resolves.toMatchObject(expired);
    await me('POST', '/deletion', accessToken);
    await expect(step(withCookie(cookie), 'restore')).resolves.toMatchObject(expired);
    const row = await harness.prisma.account.findUniqueOrThrow({ where: { email } });
    expect(row.deletionAt).not.toBeNull();
  });

  it('opens one session for two concurrent restorations', async () => {
    const { session, email } = await harness.signUp();
    await me('POST', '/deletion', session.accessToken);
    const { cookie } = await signIn(email);
    const answers = await Promise.all([1, 2].map(() => step(withCookie(cookie), 'restore')));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  it('for the old password is invalid after a password change, even with a recovery code', async () => {
    const { session, email } = await harness.signUp();
    const codes = await turnTwoFactorOn(session.accessToken);
    const { cookie } = await signIn(email);
    await expect(changePassword(session.accessToken)).resolves.toMatchObject({ status: 204 });
    const answer = await step(withCookie(cookie), 'two-factor', { code: codes[0] });
    expect(answer).toMatchObject(expired);
    const left = await harness.prisma.recoveryCode.count({ where: { userId: session.me.userId } });
    expect(left).toBe(10);
  });

  it('signs in once: neither the second factor nor a completed sign-up can be replayed', async () => {
    const { session, email } = await harness.signUp();
    const codes = await turnTwoFactorOn(session.accessToken);
    const { browser, cookie } = await signIn(email);
    await expect(step(browser, 'two-factor', { code: codes[0] })).resolves.toMatchObject({ status: 200 });
    await expect(step(withCookie(cookie), 'two-factor', { code: codes[1] })).resolves.toMatchObject(expired);

    const newcomer = new TestBrowser(harness.base);
    await newcomer.signInWith('google', { email: `${harness.newEmail().split('@')[0]}@gmail.com` });
    const signUpCookie = newcomer.cookie('maru_sign_in') ?? '';
    const consents = { terms: true, privacy: true, age14: true, marketing: false };
    const body = { nickname: '새봄', consents, locale: 'ko' };
    await expect(step(newcomer, 'sign-up', body)).resolves.toMatchObject({ status: 200 });
    await expect(step(withCookie(signUpCookie), 'sign-up', body)).resolves.toMatchObject(expired);
  });

  it('is invalid after its browser cancels', async () => {
    const { session, email } = await harness.signUp();
    await turnTwoFactorOn(session.accessToken);
    const { browser, cookie } = await signIn(email);
    await step(browser, 'cancel');
    const pending = await withCookie(cookie).request('GET', '/user/v1/auth/pending');
    expect(pending).toMatchObject(expired);
  });
});

it('a former mailbox proves nothing: neither ownership nor a new password', async () => {
  const { session, email } = await harness.signUp();
  const eve = new TestBrowser(harness.base);
  await eve.signInWith('google', { email, isEmailVerified: false });
  await step(eve, 'email-code', { email, locale: 'ko' });
  const ownershipCode = await codeTo(email);
  await harness.auth('password/forgot', { body: { email, locale: 'ko' } });
  await until(async () => (await harness.mailsTo(email)).some(({ subject }) => subject.includes('재설정')));
  const resetCode = await codeTo(email);

  const moved = harness.newEmail();
  await me('POST', '/email', session.accessToken, { email: moved, locale: 'ko' });
  const changed = await me('POST', '/email/confirm', session.accessToken, {
    email: moved,
    code: await codeTo(moved),
  });
  expect(changed.status).toBe(204);

  const answer = await step(eve, 'ownership', { method: 'code', code: ownershipCode });
  expect(answer).toMatchObject(expired);
  for (const address of [email, moved]) {
    const body = { email: address, code: resetCode, newPassword: next };
    await expect(harness.auth('password/reset', { body })).resolves.toMatchObject({ status: 422 });
  }
  expect(await harness.prisma.identity.count({ where: { userId: session.me.userId } })).toBe(0);
  await expect(me('GET', '/account', session.accessToken)).resolves.toMatchObject({ status: 200 });
});

it('a confirmed sign-up can be repeated only while nothing has changed', async () => {
  const email = harness.newEmail();
  const { body } = await harness.startSignUp(email);
  const confirm = async () =>
    harness.auth<Session>('confirm', {
      body: { email, signUpToken: body.signUpToken, code: await harness.codeFor(email) },
    });
  const first = await confirm();
  await expect(confirm()).resolves.toMatchObject({ status: 200 });
  await me('DELETE', '/sessions', first.body.accessToken);
  await expect(confirm()).resolves.toMatchObject({ body: { error: { code: 'SIGN_UP_SUPERSEDED' } } });
});
