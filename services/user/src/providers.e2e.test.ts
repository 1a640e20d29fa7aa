import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Session, SignInResult } from '@maru/contracts/http/user/auth';
import { until } from '@maru/service-kit/testing/until';
import { TestBrowser, type Choice } from './testing/test-browser.js';
import { origin, password, startHarness, type Harness } from './testing/user-harness.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

const aBrowser = () => new TestBrowser(harness.base);
const consents = { terms: true, privacy: true, age14: true, marketing: false };
const signUpBody = { nickname: '새봄', consents, locale: 'ko' };
const gmail = () => `${harness.newEmail().split('@')[0]}@gmail.com`;

const pendingOf = async (browser: TestBrowser) =>
  (
    await browser.request<{ pending: Record<string, unknown>; returnTo: string | null }>(
      'GET',
      '/user/v1/auth/pending',
    )
  ).body;
const complete = (browser: TestBrowser, more: object = {}) =>
  browser.post<SignInResult>('/user/v1/auth/pending/sign-up', { ...signUpBody, ...more });
const sessionOf = (result: SignInResult): Session => {
  if (result.status !== 'signed-in') throw new Error(`signing in goes on with ${result.pending.step}`);
  return result.session;
};
const refresh = (browser: TestBrowser) => browser.post<Session>('/user/v1/auth/refresh');
const codeTo = async (email: string) => {
  const code = async () => /\b(\d{6})\b/.exec((await harness.mailsTo(email))[0]?.text ?? '')?.[1];
  await until(async () => (await code()) !== undefined);
  return (await code()) ?? '';
};
const subjectsTo = async (email: string) => (await harness.mailsTo(email)).map(({ subject }) => subject);
/** A new user, signed up with Google. */
const aGooglePerson = async (email = gmail(), browser = aBrowser()) => {
  await browser.signInWith('google', { email });
  return { browser, email, session: sessionOf((await complete(browser)).body) };
};

describe('the first visit with a provider', () => {
  it('asks for consents and nickname before anything is stored', async () => {
    const browser = aBrowser();
    const email = gmail();
    const path = await browser.signInWith(
      'google',
      { email, name: '김 새봄' },
      '?locale=en&returnTo=/invite/abc',
    );
    expect(path).toBe('/auth/continue?returnTo=%2Finvite%2Fabc');
    expect(await pendingOf(browser)).toEqual({
      pending: {
        step: 'sign-up',
        provider: 'google',
        email,
        unverifiedEmail: null,
        suggestedNickname: '김 새봄',
      },
      returnTo: '/invite/abc',
    });
    expect(await harness.prisma.account.count({ where: { email } })).toBe(0);
    expect(await harness.cognito.findByEmail(email)).toBeUndefined();

    const refused = await complete(browser, { consents: { ...consents, age14: false } });
    expect(refused).toMatchObject({
      status: 422,
      body: { error: { fields: { 'consents.age14': expect.anything() } } },
    });
    const session = sessionOf((await complete(browser)).body);
    expect(session.me).toMatchObject({ email, nickname: '새봄' });
    await expect(refresh(browser)).resolves.toMatchObject({ status: 200, body: { me: { email } } });
    const account = await browser.request('GET', '/user/v1/me/account', { token: session.accessToken });
    expect(account.body).toMatchObject({ hasPassword: false, identities: [{ provider: 'google', email }] });
  });

  it('is the only one that asks: later visits open a session directly', async () => {
    const { email, session } = await aGooglePerson();
    const browser = aBrowser();
    await expect(browser.signInWith('google', { email }, '?returnTo=/servers/x')).resolves.toBe(
      '/auth/complete?returnTo=%2Fservers%2Fx',
    );
    const { body } = await refresh(browser);
    expect(body.me.userId).toBe(session.me.userId);
  });

  it.each<[string, Choice]>([
    ['has none', { name: '메일없음' }],
    ['withholds it', { email: 'withheld@kakao.com', withholdEmail: true }],
  ])('needs no address if a Kakao account %s', async (_why, choice) => {
    const browser = aBrowser();
    await browser.signInWith('kakao', { ...choice, name: `${choice.name ?? '하나'}${Math.random()}` });
    expect((await pendingOf(browser)).pending).toMatchObject({ email: null, unverifiedEmail: null });
    expect(sessionOf((await complete(browser)).body).me.email).toBeNull();
  });

  it('accepts an address that is proven by a mailed code', async () => {
    const browser = aBrowser();
    const email = harness.newEmail();
    await browser.signInWith('kakao', { name: `하나${Math.random()}` });
    await browser.post('/user/v1/auth/pending/email-code', { email, locale: 'ko' });
    const wrong = await complete(browser, { proof: { email, code: '000000' } });
    expect(wrong.body).toMatchObject({ error: { code: 'CODE_INCORRECT' } });
    const stolen = await complete(browser, {
      proof: { email: harness.newEmail(), code: await codeTo(email) },
    });
    expect(stolen.body).toMatchObject({ error: { code: 'CODE_EXPIRED' } });
    const right = await complete(browser, { proof: { email, code: await codeTo(email) } });
    expect(sessionOf(right.body).me.email).toBe(email);
  });

  it("with a code for an existing account's address links it instead of creating another", async () => {
    const { email, session } = await harness.signUp();
    const browser = aBrowser();
    await browser.signInWith('kakao', { name: `하나${Math.random()}` });
    await browser.post('/user/v1/auth/pending/email-code', { email, locale: 'ko' });
    await until(async () => (await codeTo(email)) !== '');
    const done = await complete(browser, { proof: { email, code: await codeTo(email) } });
    expect(sessionOf(done.body).me.userId).toBe(session.me.userId);
  });

  it('creates one account for a double click, and for two providers with one address', async () => {
    const [google, kakao] = [aBrowser(), aBrowser()];
    const email = gmail();
    await google.signInWith('google', { email });
    await kakao.signInWith('kakao', { email });
    const answers = await Promise.all([complete(google), complete(google), complete(kakao), complete(kakao)]);
    const ids = answers.map(({ body }) => sessionOf(body).me.userId);
    expect(new Set(ids).size).toBe(1);
    expect(await harness.prisma.account.count({ where: { email } })).toBe(1);
    expect(await harness.prisma.identity.count({ where: { userId: ids[0] } })).toBe(2);
    await expect(harness.cognito.findByEmail(email)).resolves.toMatchObject({ userId: ids[0] });
  });

  it('refuses names that could inject a mail header', async () => {
    const browser = aBrowser();
    await browser.signInWith('google', { email: gmail() });
    for (const nickname of ['a\r\nBcc: x@y.io', 'a\u202eb', 'a\u200bb'])
      await expect(complete(browser, { nickname })).resolves.toMatchObject({ status: expect.any(Number) });
    const sneaky = await complete(browser, { nickname: 'a\r\nBcc: x@y.io' });
    if (sneaky.status === 200) expect(sessionOf(sneaky.body).me.nickname).not.toMatch(/[\r\n]/);
  });
});

/** Possible states of the account that already has the address. */
const situations = {
  none: async () => harness.newEmail(),
  unconfirmed: async () => {
    const email = harness.newEmail();
    await harness.startSignUp(email);
    return email;
  },
  confirmed: async () => (await harness.signUp()).email,
  deleting: async () => {
    const { email } = await harness.signUp();
    await harness.prisma.account.update({
      where: { email },
      data: { deletionAt: new Date(Date.now() + 86_400_000) },
    });
    return email;
  },
  'erased since': async () => {
    const { email, session } = await harness.signUp();
    await harness.prisma.account.delete({ where: { email } });
    await harness.prisma.pendingSignUp.deleteMany({ where: { email } });
    await harness.cognito.deleteUser(session.me.userId);
    return email;
  },
  'moved to another address since': async () => {
    const { email, session } = await harness.signUp();
    const next = harness.newEmail();
    await harness.cognito.setEmail(session.me.userId, next);
    await harness.prisma.account.update({ where: { email }, data: { email: next } });
    return email;
  },
} as const;
type Situation = keyof typeof situations;

type Trust = [what: string, provider: 'google' | 'kakao', choice: (email: string) => Choice];
const owned: Trust[] = [
  ['a Workspace address', 'google', (email) => ({ email, hostedDomain: 'maru.test' })],
  ['a valid and verified Kakao address', 'kakao', (email) => ({ email })],
];
const claimed: Trust[] = [
  ['a verified address that Google does not manage', 'google', (email) => ({ email })],
  ['an unverified Google address', 'google', (email) => ({ email, isEmailVerified: false })],
  ['a Kakao address that is not verified', 'kakao', (email) => ({ email, isEmailVerified: false })],
  ['a Kakao address that another account took over', 'kakao', (email) => ({ email, isEmailValid: false })],
];

const outcomes: { trusts: Trust[]; expected: Record<Situation, string> }[] = [
  {
    trusts: owned,
    expected: {
      none: 'sign-up with address',
      unconfirmed: 'sign-up with address',
      confirmed: 'signed in',
      deleting: 'restore',
      'erased since': 'sign-up with address',
      'moved to another address since': 'sign-up with address',
    },
  },
  {
    trusts: claimed,
    expected: {
      none: 'sign-up without address',
      unconfirmed: 'sign-up without address',
      confirmed: 'prove-ownership',
      deleting: 'prove-ownership',
      'erased since': 'sign-up without address',
      'moved to another address since': 'sign-up without address',
    },
  },
];

const rows = outcomes.flatMap(({ trusts, expected }) =>
  trusts.flatMap(([what, provider, choice]) =>
    (Object.keys(expected) as Situation[]).map((situation) => ({
      what,
      provider,
      choice,
      situation,
      outcome: expected[situation],
    })),
  ),
);

describe('an address that may already have an account', () => {
  it.each(rows)('$what, account $situation: $outcome', async ({ provider, choice, situation, outcome }) => {
    const email = await situations[situation]();
    const browser = aBrowser();
    const path = await browser.signInWith(provider, choice(email));
    if (outcome === 'signed in') {
      expect(path).toBe('/auth/complete');
      await expect(refresh(browser)).resolves.toMatchObject({ body: { me: { email } } });
      await until(async () => (await subjectsTo(email)).some((subject) => subject.includes('연결됐어요')));
      return;
    }
    expect(path).toBe('/auth/continue');
    const { pending } = await pendingOf(browser);
    const step =
      pending.step === 'sign-up' ? `sign-up ${pending.email ? 'with' : 'without'} address` : pending.step;
    expect(step).toBe(outcome);
  });

  it('with another identity of the same provider is refused', async () => {
    const { email } = await aGooglePerson();
    const path = await aBrowser().signInWith('google', { email, name: '다른 사람' });
    expect(path).toBe('/sign-in?error=IDENTITY_CONFLICT');
  });

  it('linking ends the earlier sessions', async () => {
    const { email, cookie } = await harness.signUp();
    await aBrowser().signInWith('kakao', { email });
    await expect(harness.auth('refresh', { cookie })).resolves.toMatchObject({
      body: { error: { code: 'SESSION_ENDED' } },
    });
  });
});

describe('proving ownership of an account', () => {
  const start = async () => {
    const { email, session } = await harness.signUp();
    const browser = aBrowser();
    await browser.signInWith('google', { email });
    const prove = (body: object) => browser.post<SignInResult>('/user/v1/auth/pending/ownership', body);
    return { email, session, browser, prove };
  };

  it('works with its password', async () => {
    const { session, prove } = await start();
    const wrong = await prove({ method: 'password', password: 'wrong-one-1!' });
    expect(wrong).toMatchObject({ status: 422, body: { error: { code: 'PASSWORD_INCORRECT' } } });
    const right = await prove({ method: 'password', password });
    expect(sessionOf(right.body).me.userId).toBe(session.me.userId);
    expect(await harness.prisma.identity.count({ where: { userId: session.me.userId } })).toBe(1);
  });

  it('works with a code mailed to it, once', async () => {
    const { email, session, browser, prove } = await start();
    const other = await browser.post('/user/v1/auth/pending/email-code', {
      email: harness.newEmail(),
      locale: 'ko',
    });
    expect(other.body).toMatchObject({ error: { code: 'SIGN_IN_EXPIRED' } });
    await browser.post('/user/v1/auth/pending/email-code', { email, locale: 'ko' });
    const code = await codeTo(email);
    expect(sessionOf((await prove({ method: 'code', code })).body).me.userId).toBe(session.me.userId);
    const again = await prove({ method: 'code', code });
    expect(again.body).toMatchObject({ error: { code: 'SIGN_IN_EXPIRED' } });
  });

  it('allows five guesses', async () => {
    const { email, browser, prove } = await start();
    await browser.post('/user/v1/auth/pending/email-code', { email, locale: 'ko' });
    const code = await codeTo(email);
    const wrong = code === '000000' ? '000001' : '000000';
    for (let guess = 0; guess < 5; guess += 1)
      expect((await prove({ method: 'code', code: wrong })).body).toMatchObject({
        error: { code: 'CODE_INCORRECT' },
      });
    expect((await prove({ method: 'code', code })).body).toMatchObject({ error: { code: 'CODE_EXPIRED' } });
  });
});

describe('an unconfirmed squatter', () => {
  it('loses the address to the owner that the provider vouches for, and gets no access to the account', async () => {
    const email = gmail();
    const { body } = await harness.startSignUp(email, { password: 'squatter-1!' });
    const code = await harness.codeFor(email);
    const { session } = await aGooglePerson(email);
    const signIn = await harness.auth('sign-in', { body: { email, password: 'squatter-1!', locale: 'ko' } });
    expect(signIn).toMatchObject({ status: 401, body: { error: { code: 'CREDENTIALS_INCORRECT' } } });
    const confirm = await harness.auth('confirm', { body: { email, signUpToken: body.signUpToken, code } });
    expect(confirm.body).toMatchObject({ error: { code: 'SIGN_UP_SUPERSEDED' } });
    await expect(harness.cognito.findByEmail(email)).resolves.toMatchObject({ userId: session.me.userId });
  });
});

describe('attacks on the callback', () => {
  const expired = /^\/sign-in\?error=SIGN_IN_EXPIRED/;

  it('it works only in the browser that started the flow (login CSRF)', async () => {
    const [attacker, victim] = [aBrowser(), aBrowser()];
    const callback = await attacker.visitProvider('/user/v1/auth/google', { email: gmail() });
    await victim.request('GET', '/user/v1/auth/google');
    expect(await victim.finish(callback)).toMatch(expired);
    expect(victim.cookie('maru_refresh')).toBeUndefined();
  });

  it('it works once', async () => {
    const browser = aBrowser();
    const callback = await browser.visitProvider('/user/v1/auth/google', { email: gmail() });
    expect(await browser.finish(callback)).toBe('/auth/continue');
    expect(await browser.finish(callback)).toMatch(expired);
  });

  it('it refuses the code of another visit, whatever its state (state swap, nonce mismatch)', async () => {
    const browser = aBrowser();
    const [mine, other] = [
      new URL(await browser.visitProvider('/user/v1/auth/google', { email: gmail() })),
      new URL(await browser.visitProvider('/user/v1/auth/google', { email: gmail() })),
    ];
    mine.searchParams.set('code', other.searchParams.get('code') ?? '');
    expect(await browser.finish(mine.href)).toMatch(/error=PROVIDER_FAILED/);
  });

  it('it refuses a used code', async () => {
    const browser = aBrowser();
    const used = new URL(await browser.visitProvider('/user/v1/auth/kakao', { email: gmail() }));
    await browser.finish(used.href);
    const fresh = new URL(await browser.visitProvider('/user/v1/auth/kakao', { email: gmail() }));
    fresh.searchParams.set('code', used.searchParams.get('code') ?? '');
    expect(await browser.finish(fresh.href)).toMatch(/error=PROVIDER_FAILED/);
  });

  it('a visit to one provider can’t end at the other, nor with another issuer’s answer (mix-up)', async () => {
    const browser = aBrowser();
    const callback = new URL(await browser.visitProvider('/user/v1/auth/google', { email: gmail() }));
    const mixed = new URL(callback);
    mixed.pathname = mixed.pathname.replace('google', 'kakao');
    expect(await browser.finish(mixed.href)).toMatch(expired);
    const next = new URL(await browser.visitProvider('/user/v1/auth/google', { email: gmail() }));
    next.searchParams.set('iss', 'https://evil.example');
    expect(await browser.finish(next.href)).toMatch(/error=PROVIDER_FAILED/);
  });

  it('it refuses an expired visit', async () => {
    const browser = aBrowser();
    const callback = await browser.visitProvider('/user/v1/auth/google', { email: gmail() });
    await harness.prisma.flow.updateMany({ data: { expiresAt: new Date(Date.now() - 1) } });
    expect(await browser.finish(callback)).toMatch(expired);
  });

  it.each(['/user/v1/auth/google/callback', '/user/v1/auth/google/callback?state=x&code=y'])(
    '%s without a visit leads to the sign-in page',
    async (path) => expect(await aBrowser().finish(origin + path)).toMatch(expired),
  );

  it.each([
    '//evil.example',
    'https://evil.example',
    '/\\evil.example',
    '/user/v1/me',
    'javascript:alert(1)',
    '/a\r\nb',
  ])('it never redirects to %p', async (target) => {
    const { email } = await aGooglePerson();
    const path = await aBrowser().signInWith('google', { email }, `?returnTo=${encodeURIComponent(target)}`);
    expect(path).toBe('/auth/complete');
  });

  it('a forged or foreign cookie of a sign-in has no effect', async () => {
    const browser = aBrowser();
    for (const value of ['', 'x.y.z', 'eyJhbGciOiJub25lIn0..']) {
      browser.setCookie('maru_sign_in', value);
      await expect(complete(browser)).resolves.toMatchObject({
        status: 409,
        body: { error: { code: 'SIGN_IN_EXPIRED' } },
      });
    }
  });

  it('it accepts the steps of a sign-in from our own pages only', async () => {
    const browser = aBrowser();
    await browser.signInWith('google', { email: gmail() });
    for (const path of ['sign-up', 'ownership', 'two-factor', 'restore', 'cancel', 'email-code']) {
      const answer = await browser.request('POST', `/user/v1/auth/pending/${path}`, {
        body: signUpBody,
        headers: { origin: 'https://evil.example' },
      });
      expect([path, answer.status]).toEqual([path, 403]);
    }
  });
});

describe('a failure at the provider', () => {
  it('is reported: the user declined', async () => {
    const path = await aBrowser().signInWith('kakao', { deny: true }, '?returnTo=/invite/abc');
    expect(path).toBe('/sign-in?error=PROVIDER_DENIED&returnTo=%2Finvite%2Fabc');
  });

  it.each(['google', 'kakao'] as const)('is reported: %s revokes access', async (provider) => {
    await expect(aBrowser().signInWith(provider, { sample: '철회한 사람' })).resolves.toMatch(
      /error=PROVIDER_FAILED/,
    );
  });

  it('an unknown provider is not found', async () => {
    await expect(aBrowser().request('GET', '/user/v1/auth/naver')).resolves.toMatchObject({ status: 422 });
  });
});
