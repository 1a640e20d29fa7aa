import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Session } from '@maru/contracts/http/user/auth';
import { delayAfter } from '@maru/service-kit/backoff';
import { until } from '@maru/service-kit/testing/until';
import { TestBrowser } from './testing/test-browser.js';
import { password, startHarness, type Harness } from './testing/user-harness.js';

let harness: Harness;
let limited: Harness;
beforeAll(async () => {
  [harness, limited] = await Promise.all([startHarness(), startHarness({ hasLimits: true })]);
});
afterAll(() => Promise.all([harness.stop(), limited.stop()]));

const next = 'another-one-2!';
const signIn = (email: string, secret: string, on = harness) =>
  on.auth<{ status: string; session: Session; error: { code: string; retryAfterMs: number } }>('sign-in', {
    body: { email, password: secret, locale: 'ko' },
  });
const forgot = (email: string, on = harness) => on.auth('password/forgot', { body: { email, locale: 'ko' } });
const reset = (email: string, code: string, newPassword = next) =>
  harness.auth('password/reset', { body: { email, code, newPassword } });
const change = (token: string, body: object) => harness.call('PUT', '/user/v1/me/password', { token, body });
const resetCodeOf = async (email: string) => {
  await until(async () => (await harness.mailsTo(email))[0]?.subject.includes('비밀번호 재설정') ?? false);
  return harness.codeFor(email);
};

describe('a forgotten password', () => {
  it('is replaced with a mailed code, which ends every session', async () => {
    const { email, cookie } = await harness.signUp();
    await expect(forgot(email)).resolves.toMatchObject({ status: 200, body: { resendAfterMs: 60_000 } });
    const code = await resetCodeOf(email);
    const wrong = await reset(email, code === '000000' ? '000001' : '000000');
    expect(wrong.body).toMatchObject({ error: { code: 'CODE_INCORRECT' } });
    await expect(reset(email, code)).resolves.toMatchObject({ status: 204 });
    await expect(harness.auth('refresh', { cookie })).resolves.toMatchObject({ status: 401 });
    await expect(signIn(email, password)).resolves.toMatchObject({ status: 401 });
    await expect(signIn(email, next)).resolves.toMatchObject({ status: 200 });
    await expect(reset(email, code)).resolves.toMatchObject({ status: 422 });
  });

  it('is replaced and cancels a pending change of address', async () => {
    const { email, session } = await harness.signUp();
    const target = harness.newEmail();
    await harness.call('POST', '/user/v1/me/email', {
      token: session.accessToken,
      body: { email: target, locale: 'ko' },
    });
    const changeCode = /\b(\d{6})\b/.exec((await harness.mailsTo(target))[0]?.text ?? '')?.[1] ?? '';
    await forgot(email);
    await reset(email, await resetCodeOf(email));
    const confirmed = await harness.call('POST', '/user/v1/me/email/confirm', {
      token: session.accessToken,
      body: { email: target, code: changeCode },
    });
    expect(confirmed.body).toMatchObject({ error: { code: 'SESSION_ENDED' } });
  });

  it('gives the same answer for an unknown address, as does its code', async () => {
    const email = harness.newEmail();
    await expect(forgot(email)).resolves.toMatchObject({ status: 200, body: { resendAfterMs: 60_000 } });
    await expect(reset(email, '123456')).resolves.toMatchObject({
      body: { error: { code: 'CODE_INCORRECT' } },
    });
    expect(await harness.mailsTo(email)).toEqual([]);
  });

  it('is replaced by the first password of a provider-only account', async () => {
    const { email } = await aGooglePerson();
    await forgot(email);
    await expect(reset(email, await resetCodeOf(email))).resolves.toMatchObject({ status: 204 });
    const { body } = await signIn(email, next);
    const account = await harness.call('GET', '/user/v1/me/account', { token: body.session.accessToken });
    expect(account.body).toMatchObject({ hasPassword: true });
  });

  it('mails one code per minute, and reports when the next may be requested', async () => {
    const { email } = await limited.signUp();
    await expect(forgot(email, limited)).resolves.toMatchObject({ status: 200 });
    const again = await forgot(email, limited);
    expect(again).toMatchObject({ status: 429, body: { error: { code: 'RATE_LIMITED' } } });
  });
});

const aGooglePerson = async () => {
  const browser = new TestBrowser(harness.base);
  const email = `${harness.newEmail().split('@')[0]}@gmail.com`;
  await browser.signInWith('google', { email });
  const consents = { terms: true, privacy: true, age14: true, marketing: false };
  const { body } = await browser.post<{ session: Session }>('/user/v1/auth/pending/sign-up', {
    nickname: '새봄',
    consents,
    locale: 'ko',
  });
  return { email, token: body.session.accessToken, userId: body.session.me.userId };
};

describe('changing the password', () => {
  it('requires the current one, ends the other sessions and keeps this one', async () => {
    const { email, session, cookie } = await harness.signUp();
    const other = await signIn(email, password);
    const token = session.accessToken;
    await expect(
      change(token, { currentPassword: 'wrong-one-1!', newPassword: next }),
    ).resolves.toMatchObject({
      status: 422,
      body: { error: { code: 'PASSWORD_INCORRECT' } },
    });
    await expect(change(token, { newPassword: next })).resolves.toMatchObject({ status: 422 });
    await expect(change(token, { currentPassword: password, newPassword: 'weak' })).resolves.toMatchObject({
      body: { error: { code: 'VALIDATION_FAILED' } },
    });
    await expect(change(token, { currentPassword: password, newPassword: next })).resolves.toMatchObject({
      status: 204,
    });
    await expect(harness.auth('refresh', { cookie: other.cookie })).resolves.toMatchObject({ status: 401 });
    await expect(harness.auth('refresh', { cookie })).resolves.toMatchObject({ status: 200 });
    await expect(signIn(email, next)).resolves.toMatchObject({ status: 200 });
    await until(async () =>
      (await harness.mailsTo(email)).some(({ subject }) => subject.includes('비밀번호가 바뀌었어요')),
    );
  });

  it('sets the first one of a provider-only account after a step-up', async () => {
    const { email, token, userId } = await aGooglePerson();
    await harness.prisma.session.updateMany({ where: { userId }, data: { createdAt: new Date(0) } });
    await expect(change(token, { newPassword: next })).resolves.toMatchObject({
      body: { error: { code: 'STEP_UP_REQUIRED' } },
    });
    await harness.prisma.session.updateMany({ where: { userId }, data: { steppedUpAt: new Date() } });
    await expect(change(token, { newPassword: next })).resolves.toMatchObject({ status: 204 });
    await expect(signIn(email, next)).resolves.toMatchObject({ status: 200 });
  });
});

describe('guessing passwords', () => {
  it('takes ever longer with each failure, for the right password too', async () => {
    const { email } = await limited.signUp();
    for (let n = 0; n < 5; n += 1)
      await expect(signIn(email, 'wrong-one-1!', limited)).resolves.toMatchObject({ status: 401 });
    const blocked = await signIn(email, password, limited);
    expect(blocked).toMatchObject({ status: 429, body: { error: { code: 'RATE_LIMITED' } } });
    expect(blocked.body.error.retryAfterMs).toBeGreaterThan(0);
    let answer = blocked;
    while (answer.status === 429) {
      await new Promise((resolve) => setTimeout(resolve, Math.min(1_000, answer.body.error.retryAfterMs)));
      answer = await signIn(email, password, limited);
    }
    expect(answer.status).toBe(200);
  });

  it('of many addresses is limited per source', async () => {
    const bounded = await startHarness({ hasLimits: true, env: { AUTH_REQUESTS_PER_ADDRESS: 3 } });
    const answers = [];
    for (let n = 0; n < 4; n += 1) answers.push(await signIn(bounded.newEmail(), password, bounded));
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 429]);
    await bounded.stop();
  });

  it('is limited by the address that the outermost trusted proxy saw, whatever the sender claims', async () => {
    const bounded = await startHarness({
      hasLimits: true,
      env: { AUTH_REQUESTS_PER_ADDRESS: 2, TRUSTED_PROXY_HOPS: 2 },
    });
    const statusFor = async (forwardedFor: string) => {
      const body = { email: bounded.newEmail(), password, locale: 'ko' };
      const headers = { 'x-forwarded-for': forwardedFor };
      return (await bounded.call('POST', '/user/v1/auth/sign-in', { body, headers })).status;
    };
    const statuses = [
      await statusFor('203.0.113.1, 130.176.0.1'),
      await statusFor('6.6.6.6, 203.0.113.1, 130.176.0.2'),
      await statusFor('6.6.6.7, 203.0.113.1, 130.176.0.3'),
      await statusFor('203.0.113.2, 130.176.0.1'),
      await statusFor('2001:db8:0:1::1, 130.176.0.1'),
      await statusFor('2001:db8:0:1:2::2, 130.176.0.1'),
      await statusFor('2001:db8:0:1:3::3, 130.176.0.1'),
    ];
    expect(statuses).toEqual([401, 401, 429, 401, 401, 401, 429]);
    await bounded.stop();
  });

  it('doubles the wait each time, up to 15 minutes', () => {
    expect([1, 4, 5, 6, 7, 14, 15, 40].map(delayAfter)).toEqual([0, 0, 1, 2, 4, 512, 900, 900]);
  });
});

const median = (times: number[]) => [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
const timed = async (work: () => Promise<unknown>) => {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
};

it('the time of an answer does not tell whether an address has an account', async () => {
  const timely = await startHarness({ hasAnswerTimes: true });
  const { email: known } = await timely.signUp();
  const rounds = Array.from({ length: 9 }, (_, n) => n);
  // The medians may differ by noise, but not by a multiple.
  const probes: [string, (email: string) => Promise<unknown>][] = [
    ['sign-up', (email) => timely.startSignUp(email)],
    ['forgot', (email) => forgot(email, timely)],
    ['sign-in', (email) => signIn(email, 'wrong-one-1!', timely)],
  ];
  for (const [name, probe] of probes) {
    const ofKnown: number[] = [];
    const ofUnknown: number[] = [];
    for (const _round of rounds) {
      ofKnown.push(await timed(() => probe(known)));
      ofUnknown.push(await timed(() => probe(timely.newEmail())));
    }
    const [a, b] = [median(ofKnown), median(ofUnknown)];
    const difference = Math.abs(a - b);
    expect([name, difference < 15 || Math.max(a, b) / Math.min(a, b) < 2]).toEqual([name, true]);
  }
  await timely.stop();
}, 30_000);
