import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Session, SignInResult } from '@maru/contracts/http/user/auth';
import { until } from '@maru/service-kit/testing/until';
import { HousekeepingService } from './features/account/housekeeping.service.js';
import { TestBrowser } from './testing/test-browser.js';
import { origin, password, startHarness, type Harness } from './testing/user-harness.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

const call = (method: string, path: string, token: string, body?: object) =>
  harness.call<{ url: string; error: { code: string }; deletesAt: string }>(method, `/user/v1/me${path}`, {
    token,
    body,
  });
const signIn = (email: string, secret = password) =>
  harness.auth<{ status: string; session: Session }>('sign-in', {
    body: { email, password: secret, locale: 'ko' },
  });
const codeTo = async (email: string) => {
  const code = async () => /\b(\d{6})\b/.exec((await harness.mailsTo(email))[0]?.text ?? '')?.[1];
  await until(async () => (await code()) !== undefined);
  return (await code()) ?? '';
};
const hasMail = (email: string, words: string) => async () =>
  (await harness.mailsTo(email)).some(({ subject }) => subject.includes(words));
const makeOld = (userId: string) =>
  harness.prisma.session.updateMany({
    where: { userId },
    data: { createdAt: new Date(0), steppedUpAt: null },
  });

/** A user who signed in long ago. */
const anOldSession = async () => {
  const person = await harness.signUp();
  const { userId } = person.session.me;
  await makeOld(userId);
  return { ...person, userId, token: person.session.accessToken };
};

const aKakaoPerson = async () => {
  const browser = new TestBrowser(harness.base);
  const name = `하나${Math.random()}`;
  await browser.signInWith('kakao', { name });
  const consents = { terms: true, privacy: true, age14: true, marketing: false };
  const body = { nickname: '하나', consents, locale: 'ko' };
  const result = (await browser.post<SignInResult>('/user/v1/auth/pending/sign-up', body)).body;
  if (result.status !== 'signed-in') throw new Error('not signed in');
  const { accessToken: token, me } = result.session;
  return { browser, name, token, userId: me.userId };
};

describe('sensitive actions', () => {
  const actions: { method: string; path: string; body?: object }[] = [
    { method: 'POST', path: '/identities/google', body: { returnTo: '/settings', locale: 'ko' } },
    { method: 'DELETE', path: '/identities/google' },
    { method: 'POST', path: '/email', body: { email: 'next@maru.test', locale: 'ko' } },
    { method: 'POST', path: '/deletion' },
    { method: 'POST', path: '/two-factor' },
    { method: 'POST', path: '/two-factor/confirm', body: { code: '123456' } },
    { method: 'POST', path: '/two-factor/recovery-codes' },
    { method: 'DELETE', path: '/two-factor' },
  ];
  it.each(actions)(
    '$method $path requires a step-up, unless one is recent',
    async ({ method, path, body }) => {
      const { token } = await anOldSession();
      await expect(call(method, path, token, body)).resolves.toMatchObject({
        status: 403,
        body: { error: { code: 'STEP_UP_REQUIRED' } },
      });
      await expect(call('POST', '/step-up', token, { method: 'password', password })).resolves.toMatchObject({
        status: 204,
      });
      const answer = await call(method, path, token, body);
      expect(answer.body.error?.code).not.toBe('STEP_UP_REQUIRED');
    },
  );

  it('are refused to an ended session, although its token is still valid', async () => {
    const { session, email } = await harness.signUp();
    const other = await signIn(email);
    await call('DELETE', '/sessions', session.accessToken);
    await expect(call('POST', '/deletion', other.body.session.accessToken)).resolves.toMatchObject({
      status: 401,
      body: { error: { code: 'SESSION_ENDED' } },
    });
  });
});

describe('a step-up', () => {
  it('works with a password or a mailed code, but not with another user’s', async () => {
    const { token, email } = await anOldSession();
    await expect(
      call('POST', '/step-up', token, { method: 'password', password: 'wrong-one-1!' }),
    ).resolves.toMatchObject({
      body: { error: { code: 'PASSWORD_INCORRECT' } },
    });
    await call('POST', '/step-up/mail', token, { locale: 'ko' });
    const other = await anOldSession();
    const code = await codeTo(email);
    await expect(call('POST', '/step-up', other.token, { method: 'mail', code })).resolves.toMatchObject({
      body: { error: { code: 'CODE_EXPIRED' } },
    });
    await expect(call('POST', '/step-up', token, { method: 'mail', code })).resolves.toMatchObject({
      status: 204,
    });
  });

  it('works with a linked provider, for the linked user only', async () => {
    const { browser, name, token, userId } = await aKakaoPerson();
    await makeOld(userId);
    const start = () =>
      browser.post<{ url: string }>(
        '/user/v1/me/step-up/kakao',
        { returnTo: '/settings/security', locale: 'ko' },
        token,
      );
    const wrong = await browser.visitProvider((await start()).body.url, { name: '다른 사람' });
    expect(await browser.finish(wrong)).toBe('/settings/security?error=IDENTITY_CONFLICT');
    await expect(call('POST', '/two-factor', token)).resolves.toMatchObject({ status: 403 });
    const right = await browser.visitProvider((await start()).body.url, { name });
    expect(await browser.finish(right)).toBe('/settings/security?proven=kakao');
    await expect(call('POST', '/two-factor', token)).resolves.toMatchObject({ status: 200 });
  });
});

describe('linking', () => {
  const link = async (browser: TestBrowser, token: string, email: string) => {
    const body = { returnTo: '/settings/security', locale: 'ko' };
    const { body: reply } = await browser.post<{ url: string }>('/user/v1/me/identities/google', body, token);
    return browser.visitProvider(reply.url, { email });
  };

  it('adds a way to sign in, whatever its address, and notifies the owner', async () => {
    const { session, email } = await harness.signUp();
    const browser = new TestBrowser(harness.base);
    const gmail = `${Math.random()}@gmail.com`;
    const callback = await link(browser, session.accessToken, gmail);
    expect(await browser.finish(callback)).toBe('/settings/security?linked=google');
    const again = new TestBrowser(harness.base);
    expect(await again.signInWith('google', { email: gmail })).toBe('/auth/complete');
    const { body } = await again.post<Session>('/user/v1/auth/refresh');
    expect(body.me.userId).toBe(session.me.userId);
    await until(hasMail(email, 'Google 계정이 연결됐어요'));
  });

  it('an identity of another account is refused', async () => {
    const gmail = `${Math.random()}@gmail.com`;
    const [first, second] = [await harness.signUp(), await harness.signUp()];
    const browser = new TestBrowser(harness.base);
    await browser.finish(await link(browser, first.session.accessToken, gmail));
    const other = new TestBrowser(harness.base);
    const callback = await link(other, second.session.accessToken, gmail);
    expect(await other.finish(callback)).toBe('/settings/security?error=IDENTITY_TAKEN');
  });

  it('requires the browser and the session that started it', async () => {
    const { session } = await harness.signUp();
    const [mine, victims] = [new TestBrowser(harness.base), new TestBrowser(harness.base)];
    const callback = await link(mine, session.accessToken, `${Math.random()}@gmail.com`);
    expect(await victims.finish(callback)).toBe('/sign-in?error=SIGN_IN_EXPIRED');
    const late = await link(mine, session.accessToken, `${Math.random()}@gmail.com`);
    await harness.prisma.session.deleteMany({ where: { userId: session.me.userId } });
    expect(await mine.finish(late)).toBe('/settings/security?error=SESSION_ENDED');
  });
});

describe('unlinking', () => {
  it('never removes the last way to sign in, even for two concurrent requests', async () => {
    const { browser, token, userId } = await aKakaoPerson();
    await expect(call('DELETE', '/identities/kakao', token)).resolves.toMatchObject({
      status: 409,
      body: { error: { code: 'LAST_SIGN_IN_WAY' } },
    });
    const body = { returnTo: '/settings/security', locale: 'ko' };
    const { body: reply } = await browser.post<{ url: string }>('/user/v1/me/identities/google', body, token);
    await browser.finish(await browser.visitProvider(reply.url, { email: `${Math.random()}@gmail.com` }));
    const answers = await Promise.all(
      ['google', 'kakao'].map((provider) => call('DELETE', `/identities/${provider}`, token)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 409]);
    expect(await harness.prisma.identity.count({ where: { userId } })).toBe(1);
  });

  it('also unlinks at Kakao: returning asks for consent again', async () => {
    const { session, email } = await harness.signUp();
    const browser = new TestBrowser(harness.base);
    await browser.signInWith('kakao', { email });
    await makeOld(session.me.userId);
    const { body } = await browser.post<Session>('/user/v1/auth/refresh');
    await call('POST', '/step-up', body.accessToken, { method: 'password', password });
    await expect(call('DELETE', '/identities/kakao', body.accessToken)).resolves.toMatchObject({
      status: 204,
    });
    await expect(call('DELETE', '/identities/kakao', body.accessToken)).resolves.toMatchObject({
      status: 404,
    });
  });
});

describe('changing the address', () => {
  const request = (token: string, email: string, on = harness) =>
    on.call('POST', '/user/v1/me/email', { token, body: { email, locale: 'ko' } });

  it('to a permanently refused one names the field, and another may be tried at once', async () => {
    const { session } = await harness.signUp();
    await expect(request(session.accessToken, 'next@maru.invalid')).resolves.toMatchObject({
      status: 422,
      body: { error: { fields: { email: 'undeliverable' } } },
    });
    await expect(request(session.accessToken, harness.newEmail())).resolves.toMatchObject({ status: 200 });
  });

  const confirm = (token: string, email: string, code: string) =>
    call('POST', '/email/confirm', token, { email, code });

  it('requires a code sent to the new one and notifies the old one', async () => {
    const { session, email: old } = await harness.signUp();
    const token = session.accessToken;
    const next = harness.newEmail();
    await expect(request(token, next)).resolves.toMatchObject({ status: 200 });
    await expect(signIn(old)).resolves.toMatchObject({ status: 200 });
    await expect(confirm(token, harness.newEmail(), await codeTo(next))).resolves.toMatchObject({
      body: { error: { code: 'CODE_EXPIRED' } },
    });
    await expect(confirm(token, next, await codeTo(next))).resolves.toMatchObject({ status: 204 });
    await expect(signIn(old)).resolves.toMatchObject({ status: 401 });
    await expect(signIn(next)).resolves.toMatchObject({ status: 200 });
    await until(hasMail(old, '이메일이 바뀌었어요'));
  });

  it('to another account’s looks the same, but no code matches, and that account is notified', async () => {
    const [{ session }, { email: taken }] = [await harness.signUp(), await harness.signUp()];
    const answer = await request(session.accessToken, taken);
    expect(answer).toMatchObject({ status: 200, body: { resendAfterMs: 60_000 } });
    await until(hasMail(taken, '이미 쓰고 있는'));
    await expect(confirm(session.accessToken, taken, '123456')).resolves.toMatchObject({
      body: { error: { code: 'CODE_INCORRECT' } },
    });
  });

  it('to a taken address takes as long as to a free one', async () => {
    const timely = await startHarness({ hasAnswerTimes: true });
    const [{ session }, { email: taken }] = [await timely.signUp(), await timely.signUp()];
    const timed = async (email: string) => {
      await timely.prisma.flow.deleteMany({ where: { userId: session.me.userId } });
      const startedAt = performance.now();
      await request(session.accessToken, email, timely);
      return performance.now() - startedAt;
    };
    const shortest = { taken: Infinity, free: Infinity };
    for (let round = 0; round < 3; round += 1) {
      shortest.taken = Math.min(shortest.taken, await timed(taken));
      shortest.free = Math.min(shortest.free, await timed(timely.newEmail()));
    }
    expect(Math.abs(shortest.taken - shortest.free)).toBeLessThan(60);
    await timely.stop();
  });

  it('takes an address from a sign-up that was never confirmed', async () => {
    const { session } = await harness.signUp();
    const next = harness.newEmail();
    await harness.startSignUp(next);
    await request(session.accessToken, next);
    await expect(confirm(session.accessToken, next, await codeTo(next))).resolves.toMatchObject({
      status: 204,
    });
    await expect(signIn(next)).resolves.toMatchObject({ status: 200 });
  });

  it('resumes after a crash between Cognito and our database', async () => {
    const { session } = await harness.signUp();
    const next = harness.newEmail();
    await request(session.accessToken, next);
    await harness.cognito.setEmail(session.me.userId, next);
    await expect(confirm(session.accessToken, next, await codeTo(next))).resolves.toMatchObject({
      status: 204,
    });
  });

  it('gives a Kakao user without an address their first', async () => {
    const { token } = await aKakaoPerson();
    const next = harness.newEmail();
    await request(token, next);
    await confirm(token, next, await codeTo(next));
    const me = await harness.call('GET', '/user/v1/me', { token });
    expect(me.body).toMatchObject({ email: next });
  });
});

describe('leaving', () => {
  const erasureOf = async (userId: string) => {
    const rows = await harness.prisma.jobRow.findMany();
    return rows.find((row) => JSON.stringify(row.job).includes(userId));
  };

  it('waits until owned servers are transferred', async () => {
    const { session } = await harness.signUp();
    harness.chat.owners.add(session.me.userId);
    await expect(call('POST', '/deletion', session.accessToken)).resolves.toMatchObject({
      status: 409,
      body: { error: { code: 'OWNS_SERVERS' } },
    });
  });

  it('signs out everywhere, and signing in within seven days offers to restore it', async () => {
    const { session, cookie, email } = await harness.signUp();
    const { body, status } = await call('POST', '/deletion', session.accessToken);
    expect(status).toBe(200);
    expect(Date.parse(body.deletesAt) - Date.now()).toBeGreaterThan(6.9 * 86_400_000);
    await expect(harness.auth('refresh', { cookie })).resolves.toMatchObject({ status: 401 });
    await until(hasMail(email, '탈퇴를 신청했어요'));

    const browser = new TestBrowser(harness.base);
    const answer = await browser.post('/user/v1/auth/sign-in', { email, password, locale: 'ko' });
    expect(answer.body).toMatchObject({
      status: 'continue',
      pending: { step: 'restore', deletesAt: body.deletesAt },
    });
    expect(browser.cookie('maru_refresh')).toBeUndefined();
    const restored = await browser.post('/user/v1/auth/pending/restore');
    expect(restored.body).toMatchObject({ status: 'signed-in', session: { me: { email } } });
    const { userId } = session.me;
    const { id } = (await erasureOf(userId)) ?? {};
    await harness.prisma.jobRow.update({ where: { id }, data: { runAt: new Date() } });
    await until(async () => (await erasureOf(userId)) === undefined);
    await expect(signIn(email)).resolves.toMatchObject({ status: 200 });
  });

  it('is announced to chat only, as is restoring it', async () => {
    const { session, email } = await harness.signUp();
    const { userId } = session.me;
    const { body } = await call('POST', '/deletion', session.accessToken);
    const browser = new TestBrowser(harness.base);
    await browser.post('/user/v1/auth/sign-in', { email, password, locale: 'ko' });
    await browser.post('/user/v1/auth/pending/restore');
    const heardBy = (receiver: Harness['receiver']) =>
      receiver.delivered.filter((event) => event.type.startsWith('account.deletion'));
    const ofThem = () =>
      heardBy(harness.chatReceiver).filter((event) => 'userId' in event && event.userId === userId);
    await until(() => ofThem().length === 2);
    expect(ofThem()).toEqual([
      { type: 'account.deletion-scheduled', userId, deletesAt: body.deletesAt },
      { type: 'account.deletion-cancelled', userId },
    ]);
    expect(heardBy(harness.receiver)).toEqual([]);
  });

  it('erases everything once the grace has run out, resuming at the step that failed', async () => {
    const { token, userId, name } = await aKakaoPerson();
    await call('POST', '/deletion', token);
    harness.chat.isDown = true;
    await harness.endGrace(userId);
    await until(() => harness.lines.some((line) => line.includes('job failed; trying again')));
    expect(await harness.isErased(userId)).toBe(false);
    const failing = await harness.prisma.jobRow.findMany({ where: { attempts: { gt: 0 } } });
    expect(failing).toMatchObject([{ job: { kind: 'erase-account', userId, step: 'chat' }, deadAt: null }]);
    harness.chat.isDown = false;
    await harness.endGrace(userId);
    await until(() => harness.isErased(userId));
    await until(
      async () => (await harness.prisma.jobRow.count({ where: { runAt: { lte: new Date() } } })) === 0,
    );
    for (const rows of [
      harness.prisma.session.count({ where: { userId } }),
      harness.prisma.identity.count({ where: { userId } }),
      harness.prisma.securityEvent.count({ where: { userId } }),
    ])
      expect(await rows).toBe(0);
    expect(harness.chat.forgotten).toContain(userId);
    await until(() =>
      harness.delivered.some((event) => event.type === 'account.deleted' && event.userId === userId),
    );
    await expect(harness.call('GET', '/user/v1/me', { token })).resolves.toMatchObject({ status: 401 });
    const back = new TestBrowser(harness.base);
    expect(await back.signInWith('kakao', { name })).toBe('/auth/continue');
  });
});

describe('housekeeping', () => {
  it('removes sign-ups whose code was sent more than a week ago, and keeps later ones', async () => {
    const [old, recent] = [harness.newEmail(), harness.newEmail()];
    await harness.startSignUp(old);
    await harness.startSignUp(recent);
    const codeSentAt = new Date(Date.now() - 8 * 86_400_000);
    await harness.prisma.pendingSignUp.update({ where: { email: old }, data: { codeSentAt } });
    await harness.app.get(HousekeepingService).tidy();
    const kept = await harness.prisma.pendingSignUp.findMany({ where: { email: { in: [old, recent] } } });
    expect(kept.map(({ email }) => email)).toEqual([recent]);
  });
});

it('every address in an answer is our own or the provider’s', () => {
  expect(new URL(harness.env.MEDIA_URL).origin).toBe(origin);
});
