import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Session, SignInResult } from '@maru/contracts/http/user/auth';
import { AppError } from '@maru/service-kit/app-error';
import { until } from '@maru/service-kit/testing/until';
import { Secret, TOTP } from 'otpauth';
import { TestBrowser } from './testing/test-browser.js';
import { password, startHarness, type Harness } from './testing/user-harness.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

const signIn = (email: string, secret = password) =>
  harness.auth<SignInResult>('sign-in', { body: { email, password: secret, locale: 'ko' } });
const signUpAgain = async (email: string) => {
  const { body, status } = await harness.startSignUp(email);
  expect(status).toBe(201);
  const code = await harness.codeFor(email);
  return harness.auth<Session>('confirm', { body: { email, signUpToken: body.signUpToken, code } });
};

describe('rows that were lost while Cognito kept the user', () => {
  const lose = async ({ email, session }: Awaited<ReturnType<Harness['signUp']>>) => {
    const { userId } = session.me;
    await harness.prisma.session.deleteMany({ where: { userId } });
    await harness.prisma.account.delete({ where: { userId } });
    await harness.prisma.pendingSignUp.deleteMany({ where: { email } });
    return { email, userId };
  };

  it('are restored by the right password, as the same user', async () => {
    const { email, userId } = await lose(await harness.signUp());
    await expect(signIn(email)).resolves.toMatchObject({
      body: { status: 'signed-in', session: { me: { userId, email } } },
    });
  });

  it('are restored, and the second factor is still required', async () => {
    const person = await harness.signUp();
    const { accessToken: token } = person.session;
    const { body } = await harness.call<{ secret: string }>('POST', '/user/v1/me/two-factor', { token });
    const code = new TOTP({ secret: Secret.fromBase32(body.secret) }).generate();
    await harness.call('POST', '/user/v1/me/two-factor/confirm', { token, body: { code } });
    const { email } = await lose(person);
    await expect(signIn(email)).resolves.toMatchObject({ body: { pending: { step: 'two-factor' } } });
  });

  it('are restored by a password reset', async () => {
    const { email, userId } = await lose(await harness.signUp());
    await harness.auth('password/forgot', { body: { email, locale: 'ko' } });
    await until(async () => (await harness.mailsTo(email))[0]?.subject.includes('재설정') ?? false);
    const newPassword = 'another-one-2!';
    const body = { email, code: await harness.codeFor(email), newPassword };
    await expect(harness.auth('password/reset', { body })).resolves.toMatchObject({ status: 204 });
    await expect(signIn(email, newPassword)).resolves.toMatchObject({
      body: { session: { me: { userId } } },
    });
  });

  it("don't block a new sign-up", async () => {
    const { email } = await lose(await harness.signUp());
    await expect(signUpAgain(email)).resolves.toMatchObject({ status: 200, body: { me: { email } } });
    await expect(signIn(email)).resolves.toMatchObject({ body: { status: 'signed-in' } });
  });
});

describe('an account whose Cognito user is gone', () => {
  it('frees its address for a new sign-up, and is erased', async () => {
    const { email, session } = await harness.signUp();
    await harness.cognito.deleteUser(session.me.userId);
    const again = await signUpAgain(email);
    expect(again).toMatchObject({ status: 200, body: { me: { email } } });
    await until(() => harness.isErased(session.me.userId));
  });

  it("can't be taken over by a squatter’s unproven password", async () => {
    const { email, session } = await harness.signUp();
    await harness.cognito.deleteUser(session.me.userId);
    await harness.startSignUp(email, { password: 'squatter-1!' });
    const eve = new TestBrowser(harness.base);
    await eve.signInWith('google', { email, isEmailVerified: false });
    const answer = await eve.post('/user/v1/auth/pending/ownership', {
      method: 'password',
      password: 'squatter-1!',
    });
    expect(answer).toMatchObject({ body: { error: { code: 'PASSWORD_INCORRECT' } } });
  });

  it('frees its identities: the next visit counts as the first', async () => {
    const email = `${harness.newEmail().split('@')[0]}@gmail.com`;
    const consents = { terms: true, privacy: true, age14: true, marketing: false };
    const browser = new TestBrowser(harness.base);
    await browser.signInWith('google', { email });
    const body = { nickname: '새봄', consents, locale: 'ko' };
    const { body: made } = await browser.post<{ session: Session }>('/user/v1/auth/pending/sign-up', body);
    await harness.cognito.deleteUser(made.session.me.userId);
    expect(await browser.signInWith('google', { email })).toMatch(/error=SIGN_IN_EXPIRED/);
    expect(await browser.signInWith('google', { email })).toBe('/auth/continue');
    await expect(browser.post('/user/v1/auth/pending/sign-up', body)).resolves.toMatchObject({ status: 200 });
  });
});

describe('an address change that reached Cognito but not our row', () => {
  const changed = async () => {
    const { email: old, session } = await harness.signUp();
    const { userId } = session.me;
    const email = harness.newEmail();
    await harness.cognito.setEmail(userId, email);
    return { old, email, userId };
  };
  const rowOf = (userId: string) => harness.prisma.account.findUniqueOrThrow({ where: { userId } });

  it('is applied to the account at the next sign-in', async () => {
    const { email, userId } = await changed();
    await expect(signIn(email)).resolves.toMatchObject({
      body: { status: 'signed-in', session: { me: { userId, email } } },
    });
  });

  it('frees the former address for a new sign-up, and keeps the account with its owner', async () => {
    const { old, email, userId } = await changed();
    const again = await signUpAgain(old);
    expect(again).toMatchObject({ status: 200, body: { me: { email: old } } });
    expect(again.body.me.userId).not.toBe(userId);
    await expect(rowOf(userId)).resolves.toMatchObject({ email });
    await expect(signIn(email)).resolves.toMatchObject({ body: { session: { me: { userId } } } });
  });

  it('swaps addresses between two accounts', async () => {
    const [one, other] = [await changed(), await harness.signUp()];
    await harness.cognito.setEmail(other.session.me.userId, one.old);
    await expect(signIn(one.old)).resolves.toMatchObject({
      body: { session: { me: { userId: other.session.me.userId, email: one.old } } },
    });
    await expect(rowOf(one.userId)).resolves.toMatchObject({ email: one.email });
  });
});

describe('a store that fails between two steps', () => {
  it("keeps the old password if the change couldn't be recorded", async () => {
    const { email, session } = await harness.signUp();
    const newPassword = 'another-one-2!';
    const change = () =>
      harness.call('PUT', '/user/v1/me/password', {
        token: session.accessToken,
        body: { currentPassword: password, newPassword },
      });
    const { transact } = harness.prisma;
    harness.prisma.transact = () => Promise.reject(new AppError('UNAVAILABLE'));
    const refused = await change();
    harness.prisma.transact = transact;
    expect(refused).toMatchObject({ status: 503 });
    await expect(change()).resolves.toMatchObject({ status: 204 });
    await expect(signIn(email, newPassword)).resolves.toMatchObject({ status: 200 });
  });

  it("uses up no attempts of a code that Cognito hasn't seen", async () => {
    const email = harness.newEmail();
    const { body } = await harness.startSignUp(email);
    const confirmation = { email, signUpToken: body.signUpToken, code: await harness.codeFor(email) };
    const confirm = () => harness.auth('confirm', { body: confirmation });
    const { confirmSignUp } = harness.cognito;
    harness.cognito.confirmSignUp = () => Promise.reject(new AppError('UNAVAILABLE'));
    for (let attempt = 0; attempt < 6; attempt += 1) expect((await confirm()).status).toBe(503);
    harness.cognito.confirmSignUp = confirmSignUp;
    await expect(confirm()).resolves.toMatchObject({ status: 200 });
  });
});

it('never bricks an address when starts race a confirmation', async () => {
  for (let round = 0; round < 8; round += 1) {
    const email = harness.newEmail();
    const { body } = await harness.startSignUp(email);
    const code = await harness.codeFor(email);
    const [confirmed] = await Promise.all([
      harness.auth('confirm', { body: { email, signUpToken: body.signUpToken, code } }),
      harness.startSignUp(email, { password: 'stranger-1!' }),
    ]);
    expect([200, 409]).toContain(confirmed.status);
    if (confirmed.status === 200) await expect(signIn(email)).resolves.toMatchObject({ status: 200 });
    else await expect(signUpAgain(email)).resolves.toMatchObject({ status: 200 });
  }
});
