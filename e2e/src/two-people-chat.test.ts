import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { launchBrowser, openWindow, phone } from './browser.js';
import { codeFor, newEmail, password } from './people.js';
import { say, seesMessage } from './steps.js';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

it('a stranger signs up, creates a server, invites a second person by link, and they chat live', async () => {
  const jimin = await openWindow(browser);
  const { page } = jimin;
  const email = newEmail();
  await page.goto('/');
  await page.getByRole('link', { name: '시작하기' }).click();
  await page.getByLabel('닉네임').fill('지민');
  await page.getByLabel('이메일').fill(email);
  await page.getByLabel('비밀번호', { exact: true }).fill('short');
  await page.getByRole('button', { name: '인증 코드 받기' }).click();
  await page
    .getByText('필수 항목에 동의해 주세요.')
    .or(page.getByText('비밀번호 조건을 모두 채워 주세요.'))
    .first()
    .waitFor();
  await page.getByLabel('비밀번호', { exact: true }).fill(password);
  await page.getByLabel('전체 동의').check();
  await page.getByRole('button', { name: '인증 코드 받기' }).click();

  await page.getByRole('heading', { name: '이메일을 확인해 주세요' }).waitFor();
  await page.reload();
  const code = await codeFor(email);
  await page.evaluate((text) => navigator.clipboard.writeText(text), code);
  await page.getByLabel('6자리 중 1번째 숫자').focus();
  await page.keyboard.press('Control+V');

  await page.getByRole('main').getByRole('button', { name: '서버 만들기' }).click();
  await page.getByRole('button', { name: '직접 만들기' }).click();
  await page.getByRole('textbox', { name: '서버 이름' }).fill('주말 등산 모임');
  await page.getByRole('dialog').getByRole('button', { name: '서버 만들기' }).click();
  await page
    .getByRole('dialog', { name: '주말 등산 모임 서버를 만들었어요' })
    .getByLabel('초대 링크')
    .waitFor();
  await page.getByRole('button', { name: '대화 시작하기' }).click();
  await page.getByRole('heading', { name: '일반', exact: true }).waitFor();
  await say(page, '첫 메시지예요');
  await seesMessage(page, '첫 메시지예요');

  await page.getByRole('button', { name: /서버 메뉴/ }).click();
  await page.getByRole('menuitem', { name: '초대하기' }).click();
  const field = page.getByLabel('초대 링크');
  await page.waitForFunction(() =>
    [...document.querySelectorAll('input')].some((input) => input.value.includes('/invite/')),
  );
  const link = await field.inputValue();
  await page.keyboard.press('Escape');

  const alice = await openWindow(browser, { locale: 'en-US', ...phone });
  const guest = alice.page;
  await guest.goto(link);
  await guest.getByRole('heading', { name: '주말 등산 모임' }).waitFor();
  await guest.getByRole('link', { name: 'Sign up and join' }).click();
  const guestEmail = newEmail();
  await guest.getByLabel('Nickname').fill('Alice');
  await guest.getByLabel('Email').fill(guestEmail);
  await guest.getByLabel('Password', { exact: true }).fill(password);
  await guest.getByLabel('Agree to all').check();
  await guest.getByRole('button', { name: 'Send code' }).click();
  await guest.getByRole('heading', { name: 'Check your email' }).waitFor();
  await guest.getByLabel('Digit 1 of 6').focus();
  await guest.keyboard.type(await codeFor(guestEmail));
  await guest.getByRole('button', { name: 'Join as Alice' }).click();
  await seesMessage(guest, '첫 메시지예요');
  await page.getByRole('region', { name: '멤버' }).getByRole('heading', { name: '온라인 — 2' }).waitFor();

  await guest.getByRole('textbox', { name: 'Message #일반' }).fill('Hello from my phone');
  await guest.getByRole('button', { name: 'Send' }).click();
  await seesMessage(page, 'Hello from my phone');
  await say(page, '반가워요!');
  await seesMessage(guest, '반가워요!');

  await page.reload();
  await seesMessage(page, 'Hello from my phone');
  expect(page.url()).toContain('/servers/');
  expect([...jimin.errors, ...alice.errors]).toEqual([]);
});
