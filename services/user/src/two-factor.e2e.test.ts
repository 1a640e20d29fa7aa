import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { SignInResult } from '@maru/contracts/http/user/auth';
import { until } from '@maru/service-kit/testing/until';
import { Secret, TOTP } from 'otpauth';
import { TestBrowser } from './testing/test-browser.js';
import { password, startHarness, type Harness } from './testing/user-harness.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

const call = (method: string, path: string, token: string, body?: object) =>
  harness.call<{ secret: string; uri: string; recoveryCodes: string[]; error: { code: string } }>(
    method,
    `/user/v1/me${path}`,
    { token, body },
  );

/** Cognito accepts each code once, so every use takes a code of another time step within its tolerance. */
const anApp = (secret: string) => {
  let step = -1;
  const totp = new TOTP({ secret: Secret.fromBase32(secret) });
  return () => {
    step += 1;
    return totp.generate({ timestamp: Date.now() + step * 30_000 });
  };
};

/** A user with an enabled second factor. */
const aCarefulPerson = async () => {
  const person = await harness.signUp();
  const token = person.session.accessToken;
  const { body } = await call('POST', '/two-factor', token);
  const code = anApp(body.secret);
  const confirmed = await call('POST', '/two-factor/confirm', token, { code: code() });
  return { ...person, token, code, secret: body.secret, recoveryCodes: confirmed.body.recoveryCodes };
};

const signIn = async (email: string) => {
  const browser = new TestBrowser(harness.base);
  const { body } = await browser.post<SignInResult>('/user/v1/auth/sign-in', {
    email,
    password,
    locale: 'ko',
  });
  const prove = (code: string) => browser.post<SignInResult>('/user/v1/auth/pending/two-factor', { code });
  return { browser, body, prove };
};

describe('enabling the second factor', () => {
  it('requires a correct code of the app and returns ten recovery codes', async () => {
    const { session, email } = await harness.signUp();
    const token = session.accessToken;
    const { body } = await call('POST', '/two-factor', token);
    expect(body.uri).toContain(`secret=${body.secret}`);
    expect(body.uri).toMatch(/^otpauth:\/\/totp\/Maru/);
    await expect(call('POST', '/two-factor/confirm', token, { code: '000000' })).resolves.toMatchObject({
      body: { error: { code: 'CODE_INCORRECT' } },
    });
    const { body: done } = await call('POST', '/two-factor/confirm', token, { code: anApp(body.secret)() });
    expect(new Set(done.recoveryCodes).size).toBe(10);
    expect(done.recoveryCodes.every((code) => /^[a-z2-7]{5}-[a-z2-7]{5}$/.test(code))).toBe(true);
    const account = await call('GET', '/account', token);
    expect(account.body).toMatchObject({ hasTwoFactor: true, recoveryCodesLeft: 10 });
    await until(async () =>
      (await harness.mailsTo(email)).some(({ subject }) => subject.includes('2단계 인증을 켰어요')),
    );
    await expect(call('POST', '/two-factor', token)).resolves.toMatchObject({ status: 409 });
  });

  it('leaves no recovery code readable in the database', async () => {
    const { recoveryCodes, session } = await aCarefulPerson();
    const rows = await harness.prisma.recoveryCode.findMany({ where: { userId: session.me.userId } });
    for (const code of recoveryCodes) expect(JSON.stringify(rows)).not.toContain(code.replace('-', ''));
  });
});

describe('signing in with a second factor', () => {
  it('by password gives no session before the code is correct, and each code works once', async () => {
    const { email, code } = await aCarefulPerson();
    const { browser, body, prove } = await signIn(email);
    expect(body).toEqual({ status: 'continue', pending: { step: 'two-factor' } });
    expect(browser.cookie('maru_refresh')).toBeUndefined();
    await expect(browser.post('/user/v1/auth/refresh')).resolves.toMatchObject({ status: 401 });
    await expect(prove('000000')).resolves.toMatchObject({ body: { error: { code: 'CODE_INCORRECT' } } });
    const right = code();
    await expect(prove(right)).resolves.toMatchObject({ body: { status: 'signed-in' } });
    const next = await signIn(email);
    await expect(next.prove(right)).resolves.toMatchObject({ body: { error: { code: 'CODE_INCORRECT' } } });
  });

  it('by a provider asks for it, too', async () => {
    const { email, recoveryCodes } = await aCarefulPerson();
    const browser = new TestBrowser(harness.base);
    await browser.signInWith('kakao', { email });
    expect(browser.cookie('maru_refresh')).toBeUndefined();
    expect(await harness.prisma.identity.count({ where: { email } })).toBe(0);
    const { body } = await browser.post<SignInResult>('/user/v1/auth/pending/two-factor', {
      code: recoveryCodes[0]?.toUpperCase(),
    });
    expect(body).toMatchObject({ status: 'signed-in', session: { me: { email } } });
    expect(await harness.prisma.identity.count({ where: { email } })).toBe(1);
  });

  it('accepts each recovery code once, even for two concurrent requests', async () => {
    const { email, recoveryCodes } = await aCarefulPerson();
    const [one, two] = [await signIn(email), await signIn(email)];
    const answers = await Promise.all([one, two].map(({ prove }) => prove(recoveryCodes[3] ?? '')));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 422]);
  });

  it('accepts no code of another user', async () => {
    const [mine, theirs] = [await aCarefulPerson(), await aCarefulPerson()];
    const { prove } = await signIn(mine.email);
    await expect(prove(theirs.recoveryCodes[0] ?? '')).resolves.toMatchObject({ status: 422 });
    await expect(prove(theirs.code())).resolves.toMatchObject({ status: 422 });
  });
});

describe('with a second factor', () => {
  const makeOld = (userId: string) =>
    harness.prisma.session.updateMany({ where: { userId }, data: { createdAt: new Date(0) } });

  it('a step-up accepts nothing else', async () => {
    const { token, session, recoveryCodes } = await aCarefulPerson();
    await makeOld(session.me.userId);
    await expect(call('DELETE', '/two-factor', token)).resolves.toMatchObject({ status: 403 });
    await expect(call('POST', '/step-up', token, { method: 'password', password })).resolves.toMatchObject({
      status: 403,
      body: { error: { code: 'FORBIDDEN' } },
    });
    const code = recoveryCodes[1] ?? '';
    await expect(call('POST', '/step-up', token, { method: 'two-factor', code })).resolves.toMatchObject({
      status: 204,
    });
    await expect(call('DELETE', '/two-factor', token)).resolves.toMatchObject({ status: 204 });
  });

  it('new recovery codes replace the old ones', async () => {
    const { token, email, recoveryCodes } = await aCarefulPerson();
    const { body } = await call('POST', '/two-factor/recovery-codes', token);
    const { prove } = await signIn(email);
    await expect(prove(recoveryCodes[0] ?? '')).resolves.toMatchObject({ status: 422 });
    await expect(prove(body.recoveryCodes[0] ?? '')).resolves.toMatchObject({ status: 200 });
  });

  it('it can be disabled for good', async () => {
    const { token, email } = await aCarefulPerson();
    await call('DELETE', '/two-factor', token);
    await expect(signIn(email)).resolves.toMatchObject({ body: { status: 'signed-in' } });
    await expect(call('POST', '/two-factor/recovery-codes', token)).resolves.toMatchObject({ status: 409 });
    await expect(call('POST', '/two-factor', token)).resolves.toMatchObject({ status: 200 });
  });
});

it('guessing codes takes ever longer', async () => {
  const limited = await startHarness({ hasLimits: true });
  const { session, email } = await limited.signUp();
  const me = '/user/v1/me/two-factor';
  const { body } = await limited.call<{ secret: string }>('POST', me, { token: session.accessToken });
  const code = anApp(body.secret)();
  await limited.call('POST', `${me}/confirm`, { token: session.accessToken, body: { code } });
  const browser = new TestBrowser(limited.base);
  await browser.post('/user/v1/auth/sign-in', { email, password, locale: 'ko' });
  const guess = () => browser.post('/user/v1/auth/pending/two-factor', { code: 'aaaaaaaaaa' });
  for (let n = 0; n < 5; n += 1) expect((await guess()).status).toBe(422);
  expect(await guess()).toMatchObject({ status: 429, body: { error: { retryAfterMs: expect.any(Number) } } });
  await limited.stop();
});
