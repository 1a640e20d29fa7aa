import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { until } from '@maru/service-kit/testing/until';
import { TestBrowser } from './testing/test-browser.js';
import { password, startHarness, type Harness } from './testing/user-harness.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness({ hasLimits: true });
});
afterAll(() => harness.stop());

const wrong = 'wrong-one-1!';
let lastAddress = 0;
/** A caller at a network address that hasn't been used yet. */
const aStranger = () => {
  lastAddress += 1;
  return { 'x-forwarded-for': `198.51.100.${lastAddress}` };
};
const signIn = (email: string, secret: string, headers: Record<string, string> = {}) =>
  harness.auth('sign-in', { body: { email, password: secret, locale: 'ko' }, headers });
const forgot = (email: string, headers?: Record<string, string>) =>
  harness.auth('password/forgot', { body: { email, locale: 'ko' }, headers });
const reset = (email: string, code: string, headers?: Record<string, string>) =>
  harness.auth('password/reset', { body: { email, code, newPassword: 'another-one-2!' }, headers });
/** Comparable parts of a response; ids and exact waiting times always differ. */
const outcome = ({ status, body }: { status: number; body: { error?: { code: string } } }) =>
  `${status} ${body.error?.code ?? ''}`;

const thirtyWrongPasswords = async (email: string) => {
  const strangers = Array.from({ length: 6 }, aStranger);
  const answers = await Promise.all(
    strangers.flatMap((headers) => Array.from({ length: 5 }, () => signIn(email, wrong, headers))),
  );
  return answers.map(outcome).sort();
};

describe('guessing strangers', () => {
  it("can't lock the owner out of signing in or a step-up", async () => {
    const { email, session } = await harness.signUp();
    const answers = await thirtyWrongPasswords(email);
    expect(answers.filter((each) => each.startsWith('401'))).toHaveLength(4);
    await expect(signIn(email, password)).resolves.toMatchObject({ status: 200 });
    const stepUp = await harness.call('POST', '/user/v1/me/step-up', {
      token: session.accessToken,
      body: { method: 'password', password },
    });
    expect(stepUp.status).toBe(204);
  });

  it("don't lock out a known device at a new address", async () => {
    const { email } = await harness.signUp();
    const browser = new TestBrowser(harness.base);
    const body = { email, password, locale: 'ko' };
    await browser.post('/user/v1/auth/sign-in', body);
    await thirtyWrongPasswords(email);
    const elsewhere = aStranger();
    await expect(signIn(email, password, elsewhere)).resolves.toMatchObject({ status: 429 });
    const known = await browser.request('POST', '/user/v1/auth/sign-in', { body, headers: elsewhere });
    expect(known.status).toBe(200);
  });

  it('use up neither the owner’s reset code nor the right to request one', async () => {
    const { email } = await harness.signUp();
    for (let n = 0; n < 12; n += 1) await forgot(email, aStranger());
    await expect(forgot(email)).resolves.toMatchObject({ status: 200 });
    const isMailed = async () =>
      (await harness.mailsTo(email)).filter(({ subject }) => subject.includes('재설정')).length === 11;
    await until(isMailed);
    for (let n = 0; n < 12; n += 1) await reset(email, '000000', aStranger());
    const codes = (await harness.mailsTo(email)).flatMap(({ text }) => /\b(\d{6})\b/.exec(text)?.[1] ?? []);
    // Mails may overtake each other: the owner's is one of the latest.
    const statuses = [];
    for (const code of codes.slice(0, 4)) statuses.push((await reset(email, code)).status);
    expect(statuses).toContain(204);
  });

  it("don't use up the owner’s attempts at a sign-up code", async () => {
    const email = harness.newEmail();
    const { body } = await harness.startSignUp(email);
    const confirm = (signUpToken: string, code: string) =>
      harness.auth('confirm', { body: { email, signUpToken, code } });
    await Promise.all(Array.from({ length: 15 }, () => confirm('made-up-token-of-a-stranger', '123456')));
    const right = await confirm(body.signUpToken, await harness.codeFor(email));
    expect(right.status).toBe(200);
  });
});

describe('an intruder whose session the owner has ended', () => {
  const changed = 'another-one-2!';

  it.each(['changing the password', 'signing others out'])('guesses as a stranger after %s', async (way) => {
    const { email, session, cookie } = await harness.signUp();
    const [intruder, headers] = [new TestBrowser(harness.base), aStranger()];
    const guess = (secret: string) =>
      intruder.request('POST', '/user/v1/auth/sign-in', {
        body: { email, password: secret, locale: 'ko' },
        headers,
      });
    await guess(password);
    const token = session.accessToken;
    const isChange = way === 'changing the password';
    const body = { currentPassword: password, newPassword: changed };
    await (isChange
      ? harness.call('PUT', '/user/v1/me/password', { token, body })
      : harness.call('DELETE', '/user/v1/me/sessions', { token }));
    await harness.auth('refresh', { cookie });
    const statuses = [];
    for (let n = 0; n < 6; n += 1) statuses.push((await guess(wrong)).status);
    expect(statuses).toEqual([401, 401, 401, 401, 429, 429]);
    await expect(signIn(email, isChange ? changed : password)).resolves.toMatchObject({ status: 200 });
  });
});

describe('addresses with and without an account', () => {
  const both = async () => [(await harness.signUp()).email, harness.newEmail()] as const;

  it('get the same answers to guessed passwords, from any caller', async () => {
    const [known, unknown] = await both();
    expect(await thirtyWrongPasswords(known)).toEqual(await thirtyWrongPasswords(unknown));
  });

  it('get the same answers to requested and guessed reset codes', async () => {
    const [known, unknown] = await both();
    const probe = async (email: string) => {
      const headers = aStranger();
      const answers = [await reset(email, '000000', headers), await forgot(email, headers)];
      for (let n = 0; n < 7; n += 1) answers.push(await reset(email, '000000', headers));
      answers.push(await forgot(email, headers));
      return answers.map(outcome);
    };
    const answers = await probe(known);
    expect(answers).toEqual(await probe(unknown));
    expect(answers).toContain('422 CODE_INCORRECT');
    expect(answers).toContain('422 CODE_EXPIRED');
  });

  it('get the same answers to sign-up codes, including the sixth wrong one and further codes', async () => {
    const [taken, free] = await both();
    const probe = async (email: string) => {
      const { body } = await harness.startSignUp(email);
      const { signUpToken } = body;
      const answers = [];
      const confirm = () => harness.auth('confirm', { body: { email, signUpToken, code: '000000' } });
      for (let n = 0; n < 7; n += 1) answers.push(await confirm());
      for (let n = 0; n < 3; n += 1) {
        await harness.prisma.pendingSignUp.update({
          where: { email },
          data: { codeSentAt: new Date(Date.now() - 61_000) },
        });
        answers.push(await harness.auth('resend-code', { body: { email, signUpToken } }), await confirm());
      }
      return answers.map(outcome);
    };
    const answers = await probe(taken);
    expect(answers).toEqual(await probe(free));
    expect(answers.slice(0, 6)).toEqual([...Array<string>(5).fill('422 CODE_INCORRECT'), '422 CODE_EXPIRED']);
  });
});
