import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Session, SignInResult } from '@maru/contracts/http/user/auth';
import { until } from '@maru/service-kit/testing/until';
import fc from 'fast-check';
import { Secret, TOTP } from 'otpauth';
import { TestBrowser } from './testing/test-browser.js';
import { password, startHarness, type Harness } from './testing/user-harness.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

const newPassword = 'another-one-2!';
type SignIn = SignInResult & { session?: Session };

const me = (method: string, path: string, token: string, body?: object) =>
  harness.call<{ secret: string; recoveryCodes: string[]; url: string }>(method, `/user/v1/me${path}`, {
    token,
    body,
  });
const codeTo = async (email: string) => {
  const code = async () => /\b(\d{6})\b/.exec((await harness.mailsTo(email))[0]?.text ?? '')?.[1];
  await until(async () => (await code()) !== undefined);
  return (await code()) ?? '';
};
const signIn = (browser: TestBrowser, email: string, secret: string) =>
  browser.post<SignIn>('/user/v1/auth/sign-in', { email, password: secret, locale: 'ko' });

/**
 * The owner with two devices, and an attacker who knows the password, has the second device's token and one recovery code, and
 * keeps every flow that they start for later.
 */
const aStory = async () => {
  const { email, session } = await harness.signUp();
  const second = (await signIn(new TestBrowser(harness.base), email, password)).body;
  const stolen = second.session?.accessToken ?? '';
  const owner = { token: session.accessToken, recoveryCodes: [] as string[] };
  const later: (() => Promise<unknown>)[] = [];

  const begin: Record<string, () => Promise<unknown>> = {
    'attacker signs in as far as it goes': async () => {
      const browser = new TestBrowser(harness.base);
      const { body } = await signIn(browser, email, password);
      const cookie = browser.cookie('maru_refresh');
      if (cookie) later.push(() => harness.auth('refresh', { cookie: `maru_refresh=${cookie}` }));
      if (body.status !== 'continue') return;
      const { step } = body.pending;
      const code = owner.recoveryCodes[9];
      later.push(() => browser.post(`/user/v1/auth/pending/${step}`, step === 'two-factor' ? { code } : {}));
    },
    'attacker asks to change the address': async () => {
      const target = harness.newEmail();
      const asked = await me('POST', '/email', stolen, { email: target, locale: 'ko' });
      if (asked.status !== 200) return;
      const code = await codeTo(target);
      later.push(() => me('POST', '/email/confirm', stolen, { email: target, code }));
    },
    'attacker sets out to link a provider': async () => {
      const browser = new TestBrowser(harness.base);
      const body = { returnTo: '/settings', locale: 'ko' };
      const start = await browser.post<{ url: string }>('/user/v1/me/identities/google', body, stolen);
      if (start.status !== 200) return;
      const own = `${harness.newEmail().split('@')[0]}@gmail.com`;
      const callback = await browser.visitProvider(start.body.url, { email: own });
      later.push(() => browser.finish(callback));
    },
    'attacker asks for a step-up code': () => me('POST', '/step-up/mail', stolen, { locale: 'ko' }),
    'owner turns the second factor on': async () => {
      if (owner.recoveryCodes.length > 0) return;
      const { body } = await me('POST', '/two-factor', owner.token);
      const code = new TOTP({ secret: Secret.fromBase32(body.secret) }).generate();
      const on = await me('POST', '/two-factor/confirm', owner.token, { code });
      owner.recoveryCodes = on.body.recoveryCodes;
    },
  };
  return { email, userId: session.me.userId, owner, stolen, begin, later };
};
type Story = Awaited<ReturnType<typeof aStory>>;

/** The owner's final sign-in, with the credentials they know. */
const ownerSignsIn = async ({ email, owner }: Story): Promise<SignIn> => {
  const browser = new TestBrowser(harness.base);
  const { body } = await signIn(browser, email, newPassword);
  if (body.status !== 'continue' || body.pending.step !== 'two-factor') return body;
  const code = owner.recoveryCodes[0];
  return (await browser.post<SignIn>('/user/v1/auth/pending/two-factor', { code })).body;
};

const beginnings = [
  'attacker signs in as far as it goes',
  'attacker asks to change the address',
  'attacker sets out to link a provider',
  'attacker asks for a step-up code',
  'owner turns the second factor on',
] as const;

it('changing the password leaves the attacker nothing and the owner signed in, whatever was started before and in whatever order', async () => {
  const plan = fc.record({
    steps: fc.array(fc.constantFrom(...beginnings), { minLength: 1, maxLength: 5 }),
    /** Sign-ins in progress during the password change; other changes might legitimately come first. */
    isRaced: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(plan, async ({ steps, isRaced }) => {
      const story = await aStory();
      const kinds = isRaced ? steps.filter((step) => !/address|provider/.test(step)) : steps;
      for (const step of kinds) await story.begin[step]?.();
      const defend = () =>
        me('PUT', '/password', story.owner.token, { currentPassword: password, newPassword });
      const attack = () => Promise.all(story.later.map((go) => go()));
      const [defended] = isRaced ? await Promise.all([defend(), attack()]) : [await defend()];
      // A used recovery code also invalidates the owner's step-up; they prove their identity again.
      if (defended.status === 403) {
        const code = story.owner.recoveryCodes[1];
        await me('POST', '/step-up', story.owner.token, { method: 'two-factor', code });
        expect((await defend()).status).toBe(204);
      } else expect(defended.status).toBe(204);
      await attack();
      await me('DELETE', '/sessions', story.stolen);

      const { userId, email } = story;
      const account = await harness.prisma.account.findUniqueOrThrow({ where: { userId } });
      expect(account).toMatchObject({ email, deletionAt: null });
      expect(await harness.prisma.session.count({ where: { userId } })).toBe(1);
      expect(await harness.prisma.identity.count({ where: { userId } })).toBe(0);
      expect(await ownerSignsIn(story)).toMatchObject({ status: 'signed-in', session: { me: { userId } } });
    }),
    { numRuns: 10 },
  );
}, 180_000);
