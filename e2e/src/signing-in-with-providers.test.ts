import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { desktop, launchBrowser, openWindow, phone } from './browser.js';
import { codeFor, createPerson, createPlace, newEmail, password, type Person, type Place } from './people.js';
import { agree, chooseAccount } from './provider-pages.js';
import { composerOf, signIn } from './steps.js';

let browser: Browser;
let owner: Person;
let place: Place;
beforeAll(async () => {
  browser = await launchBrowser();
  owner = await createPerson('지민');
  place = await createPlace(owner, []);
});
afterAll(() => browser.close());

const words = {
  'ko-KR': {
    kakao: '카카오 로그인',
    google: 'Google 계정으로 로그인',
    toSignUp: '가입하고 들어가기',
    all: '전체 동의',
    finish: '가입하고 시작하기',
    required: '필수 항목에 동의해 주세요.',
    join: /님으로 들어가기/,
    denied: '로그인을 취소했어요',
  },
  'en-US': {
    kakao: 'Login with Kakao',
    google: 'Sign in with Google',
    toSignUp: 'Sign up and join',
    all: 'Agree to all',
    finish: 'Create account',
    required: 'Please agree to all required items.',
    join: /^Join as/,
    denied: 'Sign-in was cancelled',
  },
} as const;

/** Each provider, size and language meets each of the others once. */
const cases = [
  { provider: 'google', size: 'a desktop', options: desktop, locale: 'ko-KR' },
  { provider: 'google', size: 'a phone', options: phone, locale: 'en-US' },
  { provider: 'kakao', size: 'a desktop', options: desktop, locale: 'en-US' },
  { provider: 'kakao', size: 'a phone', options: phone, locale: 'ko-KR' },
] as const;

const addressAt = (provider: 'google' | 'kakao') =>
  `${randomUUID().slice(0, 12)}@${provider === 'google' ? 'gmail.com' : 'kakao.com'}`;

describe.each(cases)('with $provider on $size in $locale', ({ provider, options, locale }) => {
  const say = words[locale];

  it('an invited stranger signs up along the way and returns to the invite', async () => {
    const { page, context, errors, close } = await openWindow(browser, { ...options, locale });
    await page.goto(`/invite/${place.inviteCode}`);
    await page.getByRole('link', { name: say.toSignUp }).click();
    await page.getByRole('link', { name: say[provider] }).click();
    const person = { name: '새봄', email: addressAt(provider) };
    await chooseAccount(page, person);
    await agree(page);

    await page.getByRole('button', { name: say.finish }).click();
    await page.getByText(say.required).waitFor();
    await page.getByLabel(say.all).check();
    await page.getByRole('button', { name: say.finish }).click();
    await page.waitForURL(`**/invite/${place.inviteCode}`);
    await page.getByRole('button', { name: say.join }).click();
    await page.waitForURL(`**/servers/${place.serverId}**`);

    await context.clearCookies({ name: 'maru_refresh' });
    await page.goto('/sign-in');
    await page.evaluate(() => localStorage.clear());
    await page.goto('/sign-in');
    await page.getByRole('link', { name: say[provider] }).click();
    await chooseAccount(page, person);
    await page.waitForURL('**/servers**');
    expect(errors).toEqual([]);
    await close();
  });

  it('declining consent leads back to the sign-in page', async () => {
    const { page, close } = await openWindow(browser, { ...options, locale });
    await page.goto(`/sign-in?returnTo=%2Finvite%2F${place.inviteCode}`);
    await page.getByRole('link', { name: say[provider] }).click();
    await page.getByRole('button', { name: '취소' }).click();
    await page.getByText(say.denied).waitFor();
    expect(await page.getByRole('link', { name: say[provider] }).getAttribute('href')).toContain('invite');
    await close();
  });
});

const startKakao = async (page: Page, person: Parameters<typeof chooseAccount>[1]) => {
  await page.goto('/sign-in');
  await page.getByRole('link', { name: '카카오 로그인' }).click();
  await chooseAccount(page, person);
  await agree(page);
};

describe('an address with an existing account', () => {
  it('is linked if the provider vouches for it', async () => {
    const jimin = await createPerson('지민');
    const { page, close } = await openWindow(browser);
    await startKakao(page, { name: '지민', email: jimin.email });
    await page.waitForURL('**/servers');
    await page.goto('/settings/account');
    await page.getByRole('button', { name: '연결 끊기' }).waitFor();
    await close();
  });

  it('is linked after its password, or a mailed code, otherwise', async () => {
    for (const method of ['password', 'code']) {
      const jimin = await createPerson('지민');
      const { page, close } = await openWindow(browser);
      await startKakao(page, { name: method, email: jimin.email, isEmailVerified: false });
      await page.getByText('이미 계정이 있어요').waitFor();
      if (method === 'password') {
        await page.getByLabel('비밀번호', { exact: true }).last().fill('wrong-one-1!');
        await page.getByRole('button', { name: '확인하고 연결하기' }).click();
        await page.getByText('비밀번호가 맞지 않아요.').waitFor();
        await page.getByLabel('비밀번호', { exact: true }).last().fill(password);
      } else {
        await page.getByText('메일로 코드 받기').click();
        await page.getByRole('button', { name: /초 뒤에/ }).waitFor();
        await page.getByLabel('6자리 중 1번째 숫자').focus();
        await page.keyboard.type(await codeFor(jimin.email));
      }
      await page.getByRole('button', { name: '확인하고 연결하기' }).click();
      await page.waitForURL('**/servers');
      await close();
    }
  });
});

it('Kakao without an address signs up, and adds an address and a password later', async () => {
  const { page, close } = await openWindow(browser);
  await startKakao(page, { name: '메일 없는 하나' });
  await page.getByLabel('전체 동의').check();
  await page.getByRole('button', { name: '가입하고 시작하기' }).click();
  await page.waitForURL('**/servers');

  const email = newEmail();
  await page.goto('/settings/account');
  await page.getByRole('button', { name: '추가' }).first().click();
  await page.getByLabel('새 이메일').fill(email);
  await page.getByRole('button', { name: '코드 받기' }).click();
  await page.getByLabel('6자리 중 1번째 숫자').focus();
  await page.keyboard.type(await codeFor(email));
  await page.getByText('이메일을 바꿨어요.').waitFor();
  await page.getByRole('button', { name: '추가' }).first().click();
  await page.getByLabel('새 비밀번호', { exact: true }).fill(password);
  await page.getByRole('button', { name: '저장' }).click();
  await page.getByText('비밀번호를 바꿨어요').waitFor();
  await close();

  const other = await openWindow(browser);
  await signIn(other.page, { nickname: '하나', email, accessToken: '' });
  await other.close();
});

it('Kakao without an address accepts one that is proven at sign-up', async () => {
  const { page, close } = await openWindow(browser, phone);
  const email = newEmail();
  await startKakao(page, { name: '메일을 더한 하나' });
  await page.getByLabel('이메일 (선택)').fill(email);
  await page.getByRole('button', { name: '코드 받기' }).click();
  await page.getByLabel('6자리 중 1번째 숫자').focus();
  await page.keyboard.type(await codeFor(email));
  await page.getByLabel('전체 동의').check();
  await page.getByRole('button', { name: '가입하고 시작하기' }).click();
  await page.waitForURL('**/servers');
  await page.goto('/settings/account');
  await page.getByText(email).waitFor();
  await close();
});

it('a provider account is linked and unlinked in the settings, beside an open conversation', async () => {
  const { page, close } = await openWindow(browser);
  await signIn(page, owner, place.path);
  await composerOf(page).waitFor();
  await page.getByRole('button', { name: '설정' }).click();
  await page.getByRole('link', { name: '계정' }).click();
  await page.getByRole('button', { name: '연결', exact: true }).last().click();
  await chooseAccount(page, { name: '지민', email: addressAt('google') });
  await agree(page);
  await page.getByText('Google 계정을 연결했어요.').waitFor();
  await page.getByRole('button', { name: '연결 끊기' }).click();
  await page.getByText('Google 계정 연결을 끊었어요.').waitFor();
  await close();
});
