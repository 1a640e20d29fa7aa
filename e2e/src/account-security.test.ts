import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Secret, TOTP } from 'otpauth';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser, openWindow, phone } from './browser.js';
import { codeFor, createPerson, createPlace, newEmail, password } from './people.js';
import { composerOf, eventually, openAs, say, seesMessage, signIn } from './steps.js';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const typeCode = async (page: Page, code: string) => {
  await page.getByLabel('6자리 중 1번째 숫자').focus();
  await page.keyboard.type(code);
};
const openSignIn = async (page: Page, email: string, secret = password) => {
  await page.goto('/sign-in');
  await page.getByLabel('이메일').fill(email);
  await page.getByLabel('비밀번호', { exact: true }).fill(secret);
  await page.getByRole('button', { name: '로그인' }).click();
};

it('resetting a forgotten password signs its owner in and signs other devices out', async () => {
  const person = await createPerson('지민');
  const other = await openAs(browser, person);
  const { page, close } = await openWindow(browser, phone);
  await page.goto('/sign-in');
  await page.getByRole('link', { name: '비밀번호를 잊었나요?' }).click();
  await page.getByRole('heading', { name: '비밀번호를 다시 정할게요' }).waitFor();
  await page.getByLabel('이메일').fill(person.email);
  await page.getByRole('button', { name: '코드 받기' }).click();
  await page.getByLabel('새 비밀번호', { exact: true }).fill('brand-new-2!');
  const code = await eventually(
    () => codeFor(person.email, '비밀번호 재설정').catch(() => ''),
    (digits) => digits !== '',
  );
  await typeCode(page, code === '000000' ? '000001' : '000000');
  await page.getByRole('button', { name: '비밀번호 바꾸기' }).click();
  await page.getByText('코드가 맞지 않아요. 다시 확인해 주세요.').waitFor();
  await typeCode(page, code);
  await page.getByRole('button', { name: '비밀번호 바꾸기' }).click();
  await page.waitForURL('**/servers');
  await other.page.waitForURL('**/sign-in**');
  await other.page.getByText('비밀번호가 바뀌어서 로그아웃됐어요.', { exact: false }).waitFor();
  await close();
  await other.close();
});

it('guessing passwords in an unknown browser shows how long to wait', async () => {
  const person = await createPerson('지민');
  const { page, close } = await openWindow(browser);
  await page.goto('/sign-in');
  await page.getByLabel('이메일').fill(person.email);
  await page.getByLabel('비밀번호', { exact: true }).fill('wrong-one-1!');
  const wait = page.getByText(/너무 여러 번 시도했어요. \d+분 뒤에 다시 해 주세요./);
  for (let guess = 0; guess < 12 && !(await wait.isVisible()); guess += 1) {
    const answered = page.waitForResponse('**/auth/sign-in');
    await page.getByRole('button', { name: '로그인' }).click();
    await answered;
    await page.getByRole('alert').first().waitFor();
  }
  await wait.waitFor();
  await close();
});

describe('the second factor', () => {
  it('is enabled, required at the next sign-in, and replaced by a recovery code', async () => {
    const person = await createPerson('지민');
    const { page, close } = await openAs(browser, person);
    await page.goto('/settings/security');
    await page.getByRole('button', { name: '켜기' }).click();
    const secret = (await page.locator('code').innerText()).replace(/\s/g, '');
    const totp = new TOTP({ secret: Secret.fromBase32(secret) });
    await typeCode(page, totp.generate());
    await page.getByText('복구 코드를 보관해 주세요').waitFor();
    const codes = await page.getByRole('dialog').last().getByRole('listitem').allInnerTexts();
    expect(codes).toHaveLength(10);
    await page.getByRole('button', { name: '보관했어요' }).click();
    await page.getByText('남은 복구 코드 10개').waitFor();
    await close();

    const next = await openWindow(browser, phone);
    await openSignIn(next.page, person.email);
    await next.page.getByRole('heading', { name: '2단계 인증' }).waitFor();
    await typeCode(next.page, totp.generate({ timestamp: Date.now() + 30_000 }));
    await next.page.waitForURL('**/servers');
    await next.close();

    const third = await openWindow(browser);
    await openSignIn(third.page, person.email);
    await third.page.getByRole('button', { name: '복구 코드 사용' }).click();
    await third.page.getByLabel('복구 코드').fill(codes[4] ?? '');
    await third.page.getByRole('button', { name: '확인' }).click();
    await third.page.waitForURL('**/servers');
    await third.close();
  });
});

describe('devices', () => {
  it('are listed, and one that is signed out leaves its conversation at once', async () => {
    const person = await createPerson('지민');
    const place = await createPlace(person, []);
    const [mine, lost] = [await openWindow(browser), await openWindow(browser, phone)];
    await signIn(lost.page, person, place.path);
    await composerOf(lost.page).waitFor();
    await signIn(mine.page, person, place.path);
    await say(mine.page, '같이 보여요');
    await seesMessage(lost.page, '같이 보여요');
    await mine.page.getByRole('button', { name: '설정' }).click();
    await mine.page.getByRole('link', { name: '보안' }).click();
    await mine.page.getByText('현재 기기').waitFor();
    await mine.page.getByRole('button', { name: '다른 모든 기기에서 로그아웃' }).click();
    await lost.page.waitForURL('**/sign-in**');
    await mine.page.getByText('다른 기기에서 모두 로그아웃했어요.').waitFor();
    await mine.page.getByText('다른 모든 기기 로그아웃').waitFor();
    await mine.page.keyboard.press('Escape');
    await seesMessage(mine.page, '같이 보여요');
    await mine.close();
    await lost.close();
  });
});

it('the address is changed with a code sent to the new one', async () => {
  const person = await createPerson('지민');
  const next = newEmail();
  const { page, close } = await openAs(browser, person, '/servers', phone);
  await page.goto('/settings/account');
  await page.getByRole('button', { name: '바꾸기' }).first().click();
  await page.getByLabel('새 이메일').fill(next);
  await page.getByRole('button', { name: '코드 받기' }).click();
  await page.getByText(next).waitFor();
  await typeCode(page, await codeFor(next));
  await page.getByText('이메일을 바꿨어요.').waitFor();
  await page.getByText(next).waitFor();
  await close();
});

it('deleting an account signs its owner out; they may return within seven days', async () => {
  const person = await createPerson('지민');
  const { page, close } = await openAs(browser, person);
  await page.goto('/settings/account');
  await page.getByRole('button', { name: '탈퇴하기' }).click();
  await page
    .getByRole('dialog', { name: /탈퇴할까요/ })
    .getByRole('button', { name: '탈퇴하기' })
    .click();
  await page.waitForURL('**/sign-in**');
  await openSignIn(page, person.email);
  await page.getByText('탈퇴 신청한 계정이에요').waitFor();
  await page.getByRole('button', { name: '계정 되살리기' }).click();
  await page.waitForURL('**/servers');
  await close();
});
