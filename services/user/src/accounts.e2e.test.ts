import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Session } from '@maru/contracts/http/user/auth';
import { userRoutes } from '@maru/contracts/http/user/routes';
import { until } from '@maru/service-kit/testing/until';
import { password, startHarness, type Harness } from './testing/user-harness.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

const signIn = (email: string, secret = password) =>
  harness.auth<{ status: string; session: Session; pendingSignUp: { signUpToken: string } }>('sign-in', {
    body: { email, password: secret, locale: 'ko' },
  });
const confirm = (email: string, signUpToken: string, code: string) =>
  harness.auth<Session>('confirm', { body: { email, signUpToken, code } });
const wrong = (code: string) => (code === '000000' ? '000001' : '000000');

describe('signing up', () => {
  it('leads from a mailed code to a session', async () => {
    const { email, session, setCookie } = await harness.signUp();
    expect(session.me).toMatchObject({ email, nickname: '지민', locale: 'ko' });
    expect(setCookie).toMatch(
      /^maru_refresh=.+; Max-Age=\d+; Path=\/user\/v1\/auth; Expires=.+; HttpOnly; SameSite=Strict$/,
    );
    const me = await harness.call('GET', '/user/v1/me', { token: session.accessToken });
    expect(me.body).toEqual(session.me);
    const profiles = await harness.call('GET', `/user/v1/profiles?ids=${session.me.userId}`, {
      token: session.accessToken,
    });
    const { email: _email, locale: _locale, ...profile } = session.me;
    expect(profiles.body).toEqual({ profiles: [profile] });
  });

  it('with a permanently refused address names the field and leaves no user behind', async () => {
    const email = `${harness.newEmail().split('@')[0]}@maru.invalid`;
    for (let attempt = 0; attempt < 2; attempt += 1) {
      await expect(harness.startSignUp(email)).resolves.toMatchObject({
        status: 422,
        body: { error: { code: 'VALIDATION_FAILED', fields: { email: 'undeliverable' } } },
      });
    }
    await expect(harness.cognito.findByEmail(email)).resolves.toBeUndefined();
    await expect(signIn(email)).resolves.toMatchObject({
      body: { error: { code: 'CREDENTIALS_INCORRECT' } },
    });
  });

  it('with an internationalized domain creates one account, however the domain is written', async () => {
    const name = harness.newEmail().split('@')[0];
    const email = `${name}@xn--h32bq4v.xn--3e0b707e`;
    const { body } = await harness.startSignUp(`${name}@메일.한국`);
    await expect(
      confirm(`${name}@메일.한국`, body.signUpToken, await harness.codeFor(email)),
    ).resolves.toMatchObject({ status: 200, body: { me: { email } } });
    await expect(signIn(`${name}@메일.한국`.normalize('NFD'))).resolves.toMatchObject({ status: 200 });
    await expect(signIn(email)).resolves.toMatchObject({ status: 200 });
  });

  it.each([
    ['65-letter local part', `${'a'.repeat(65)}@example.com`],
    ['host that ends in a hyphen', 'u@bad-.test'],
  ])('refuses a %s and names the field', async (_what, email) => {
    await expect(harness.startSignUp(email)).resolves.toMatchObject({
      status: 422,
      body: { error: { fields: { email: 'invalid_format' } } },
    });
  });

  it('may be confirmed by two concurrent requests and creates one account', async () => {
    const email = harness.newEmail();
    const { body } = await harness.startSignUp(email);
    const code = await harness.codeFor(email);
    const answers = await Promise.all([
      confirm(email, body.signUpToken, code),
      confirm(email, body.signUpToken, code),
    ]);
    const later = await confirm(email, body.signUpToken, code);
    expect([...answers, later].map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(await harness.prisma.account.count({ where: { email } })).toBe(1);
  });

  it('refuses a wrong code, and accepts the right one after it', async () => {
    const email = harness.newEmail();
    const { body } = await harness.startSignUp(email);
    const code = await harness.codeFor(email);
    await expect(confirm(email, body.signUpToken, wrong(code))).resolves.toMatchObject({
      status: 422,
      body: { error: { code: 'CODE_INCORRECT' } },
    });
    await expect(confirm(email, body.signUpToken, code)).resolves.toMatchObject({ status: 200 });
  });

  it('can be completed only by the browser that started it last: a squatter loses the address', async () => {
    const email = harness.newEmail();
    const squatter = await harness.startSignUp(email, { password: 'squatter-1!', nickname: '침입자' });
    const owner = await harness.startSignUp(email);
    const code = await harness.codeFor(email);
    await expect(confirm(email, squatter.body.signUpToken, code)).resolves.toMatchObject({
      status: 409,
      body: { error: { code: 'SIGN_UP_SUPERSEDED' } },
    });
    const { body } = await confirm(email, owner.body.signUpToken, code);
    expect(body.me.nickname).toBe('지민');
    await expect(signIn(email, 'squatter-1!')).resolves.toMatchObject({
      status: 401,
      body: { error: { code: 'CREDENTIALS_INCORRECT' } },
    });
    await expect(signIn(email)).resolves.toMatchObject({ status: 200 });
  });

  it('started by two concurrent requests stays usable', async () => {
    const email = harness.newEmail();
    const starts = await Promise.all([harness.startSignUp(email), harness.startSignUp(email)]);
    expect(starts.some(({ status }) => status === 201)).toBe(true);
    const { body } = await harness.startSignUp(email);
    await expect(confirm(email, body.signUpToken, await harness.codeFor(email))).resolves.toMatchObject({
      status: 200,
    });
  });

  it('gives the same answer for a taken address, and notifies its owner by mail', async () => {
    const { email } = await harness.signUp();
    const free = await harness.startSignUp(harness.newEmail());
    const taken = await harness.startSignUp(email);
    expect(Object.keys(taken.body)).toEqual(Object.keys(free.body));
    expect(taken.status).toBe(free.status);
    await expect(confirm(email, taken.body.signUpToken, '123456')).resolves.toMatchObject({
      body: { error: { code: 'CODE_INCORRECT' } },
    });
    await until(async () =>
      (await harness.mailsTo(email)).some((mail) => mail.subject.includes('이미 쓰고 있는')),
    );
    expect((await harness.mailsTo(email))[0]?.subject).toContain('이미 쓰고 있는');
    await expect(signIn(email)).resolves.toMatchObject({ status: 200 });
  });

  it('sends a new code only after a minute', async () => {
    const email = harness.newEmail();
    const { body } = await harness.startSignUp(email);
    const early = await harness.auth('resend-code', { body: { email, signUpToken: body.signUpToken } });
    expect(early).toMatchObject({
      status: 429,
      body: { error: { code: 'RATE_LIMITED', retryAfterMs: expect.any(Number) } },
    });
    await harness.prisma.pendingSignUp.update({
      where: { email },
      data: { codeSentAt: new Date(Date.now() - 61_000) },
    });
    const old = await harness.codeFor(email);
    await expect(
      harness.auth('resend-code', { body: { email, signUpToken: body.signUpToken } }),
    ).resolves.toMatchObject({ status: 200 });
    const code = await harness.codeFor(email);
    if (code !== old)
      await expect(confirm(email, body.signUpToken, old)).resolves.toMatchObject({ status: 422 });
    await expect(confirm(email, body.signUpToken, code)).resolves.toMatchObject({ status: 200 });
  });

  it('resumes with the right password', async () => {
    const email = harness.newEmail();
    await harness.startSignUp(email);
    await expect(signIn(email, 'not-it-1!')).resolves.toMatchObject({
      body: { error: { code: 'CREDENTIALS_INCORRECT' } },
    });
    const resumed = await signIn(email);
    expect(resumed.body.status).toBe('confirm-sign-up');
    const { signUpToken } = resumed.body.pendingSignUp;
    await expect(confirm(email, signUpToken, await harness.codeFor(email))).resolves.toMatchObject({
      status: 200,
    });
  });

  it('is repaired by the next sign-in after a crash between Cognito and our database', async () => {
    const email = harness.newEmail();
    await harness.startSignUp(email);
    const pending = await harness.prisma.pendingSignUp.findUniqueOrThrow({ where: { email } });
    await harness.cognito.confirmSignUp(pending.userId ?? '', await harness.codeFor(email));
    expect(await harness.prisma.account.count({ where: { email } })).toBe(0);
    await expect(signIn(email)).resolves.toMatchObject({ body: { session: { me: { nickname: '지민' } } } });
  });

  it.each(['short1!', 'nodigits!!', 'nosymbols12', 'NOLOWER12!', `${'x'.repeat(70)}1!`])(
    'refuses the password %s',
    async (weak) => {
      const answer = await harness.startSignUp(harness.newEmail(), { password: weak });
      expect(answer).toMatchObject({
        status: 422,
        body: { error: { code: 'VALIDATION_FAILED', fields: { password: expect.any(String) } } },
      });
    },
  );
});

describe('signing in', () => {
  it('gives the same answer for a wrong password and an unknown address', async () => {
    const { email } = await harness.signUp();
    const [known, unknown] = [
      await signIn(email, 'wrong-pass-1!'),
      await signIn(harness.newEmail(), 'wrong-pass-1!'),
    ];
    const { requestId: _a, ...first } = known.body as unknown as {
      error: { code: string };
      requestId?: string;
    };
    expect(known.status).toBe(unknown.status);
    expect(first.error.code).toBe((unknown.body as unknown as { error: { code: string } }).error.code);
  });
});

describe('refreshing', () => {
  it('returns a new token and a new cookie', async () => {
    const { cookie, session } = await harness.signUp();
    const next = await harness.auth<Session>('refresh', { cookie });
    expect(next.status).toBe(200);
    expect(next.cookie).not.toBe(cookie);
    expect(next.body.me).toEqual(session.me);
  });

  it('works ten times at once with one cookie, as from ten tabs', async () => {
    const { cookie } = await harness.signUp();
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => harness.auth<Session>('refresh', { cookie })),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 200));
  });

  it.each([
    ['another site', { origin: 'https://evil.example' }],
    ['nobody knows where', { origin: '', 'sec-fetch-site': 'cross-site' }],
  ])('is refused from %s, and so is signing out', async (_where, headers) => {
    const { cookie } = await harness.signUp();
    for (const path of ['refresh', 'sign-out']) {
      await expect(harness.auth(path, { cookie, headers })).resolves.toMatchObject({
        status: 403,
        body: { error: { code: 'ORIGIN_FORBIDDEN' } },
      });
    }
    await expect(harness.auth('refresh', { cookie })).resolves.toMatchObject({ status: 200 });
  });

  it('without a cookie, or with a tampered one, answers SESSION_ENDED', async () => {
    const { cookie } = await harness.signUp();
    const [userId, , ...rest] = cookie.split('~');
    const forged = [userId, 'somebody-elses-session', ...rest].join('~');
    for (const given of [undefined, forged, 'maru_refresh=x']) {
      const answer = await harness.auth('refresh', { cookie: given });
      expect(answer).toMatchObject({ status: 401, body: { error: { code: 'SESSION_ENDED' } } });
      expect(answer.setCookie).toMatch(/^maru_refresh=;/);
    }
  });
});

describe('signing out', () => {
  it('ends this session everywhere, even if the socket service is down for a while', async () => {
    const { cookie, session } = await harness.signUp();
    harness.receiver.isDown = true;
    const answer = await harness.auth('sign-out', { cookie });
    expect(answer.status).toBe(204);
    expect(answer.setCookie).toMatch(/^maru_refresh=;/);
    await expect(harness.auth('refresh', { cookie })).resolves.toMatchObject({ status: 401 });
    harness.receiver.isDown = false;
    const sessionId = JSON.parse(Buffer.from(session.accessToken.split('.')[1] ?? '', 'base64url').toString())
      .origin_jti as string;
    await until(() =>
      harness.delivered.some((event) => event.type === 'session.ended' && event.sessionId === sessionId),
    );
  });

  it('succeeds without a session', async () => {
    await expect(harness.auth('sign-out')).resolves.toMatchObject({ status: 204 });
  });
});

it('no code, password, token or e-mail address reaches the log', async () => {
  harness.lines.length = 0;
  const { email, session, cookie } = await harness.signUp();
  const code = await harness.codeFor(email);
  await signIn(email, 'wrong-pass-1!');
  await signIn(email);
  await harness.auth('refresh', { cookie });
  await harness.auth('sign-in', { body: '{"email":' });
  const logged = harness.lines.join('\n');
  expect(harness.lines.length).toBeGreaterThan(3);
  for (const secret of [email, password, 'wrong-pass-1!', session.accessToken, cookie.slice(0, 60)])
    expect(logged).not.toContain(secret);
  expect(logged).not.toMatch(new RegExp(`\\b${code}\\b`));
});

it('answers any input in one shape, and documents itself', async () => {
  await expect(harness.auth('sign-in', { body: '{' })).resolves.toMatchObject({
    status: 422,
    body: { error: { code: 'VALIDATION_FAILED' } },
  });
  await expect(harness.auth('sign-in', { body: { email: 'x'.repeat(70_000) } })).resolves.toMatchObject({
    status: 413,
  });
  await expect(harness.call('GET', '/user/v1/nothing')).resolves.toMatchObject({
    status: 404,
    body: { error: { code: 'NOT_FOUND' } },
  });
  const { body } = await harness.call<{ paths: Record<string, object> }>('GET', '/user/v1/openapi.json');
  expect(Object.values(body.paths).flatMap((path) => Object.keys(path))).toHaveLength(
    Object.keys(userRoutes).length,
  );
});
