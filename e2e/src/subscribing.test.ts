import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, FrameLocator, Page } from 'playwright-core';
import { desktop, launchBrowser, phone } from './browser.js';
import { createPerson, password } from './people.js';
import { openAs } from './steps.js';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const settings = '/settings/membership';

const openMember = async (options = {}) => openAs(browser, await createPerson('지민'), settings, options);

/** The window for a card: a frame on a desktop, a page on a phone. */
const cardWindow = async (page: Page, isPhone = false): Promise<FrameLocator | Page> => {
  const window = isPhone ? page : page.frameLocator('iframe[title="결제창"]');
  await window.getByRole('button', { name: '등록하기' }).waitFor();
  return window;
};

const answer = (window: FrameLocator | Page, button: string) =>
  window.getByRole('button', { name: button, exact: true }).click();

/** Agrees to the monthly charge of the plan, and opens the window for a card. */
const openCheckout = async (page: Page, { plan = 'BASIC', isPhone = false } = {}) => {
  await page.goto(settings);
  await page.getByRole('link', { name: `${plan} 매월 자동 결제`, exact: true }).click();
  await page.getByRole('checkbox', { name: '정기결제에 동의해요' }).check();
  await page.getByRole('button', { name: /원 결제$/ }).click();
  return cardWindow(page, isPhone);
};

const subscribe = async (page: Page, options: { plan?: string; isPhone?: boolean } = {}) => {
  await answer(await openCheckout(page, options), '등록하기');
  await page.getByRole('heading', { name: `${options.plan ?? 'BASIC'} 구독을 시작했어요` }).waitFor();
  await page.getByRole('link', { name: '멤버십 보기' }).click();
  await page.getByText('구독 중', { exact: true }).waitFor();
};

const openEnding = async (page: Page) => {
  await page.getByRole('button', { name: '구독 해지' }).click();
  return page.getByRole('dialog', { name: '구독 해지' });
};

describe.each([
  { size: 'a desktop', options: desktop, isPhone: false },
  { size: 'a phone', options: phone, isPhone: true },
])('on $size', ({ options, isPhone }) => {
  it('a member subscribes by card, cancels, and keeps the subscription', async () => {
    const { page, errors, close } = await openMember(options);
    await answer(await openCheckout(page, { isPhone }), '등록하기');
    await page.getByRole('heading', { name: 'BASIC 구독을 시작했어요' }).waitFor();
    expect(page.url()).not.toMatch(/authKey|customerKey/);
    await page.getByRole('link', { name: '멤버십 보기' }).click();
    await page.getByText(/에 2,500원을 결제해요\.$/).waitFor();
    await page.getByText(/^현대카드 ····/).waitFor();
    await page.getByText('BASIC 구독 시작', { exact: true }).waitFor();
    expect(await page.getByRole('link', { name: /한 달만$/ }).count()).toBe(0);

    const dialog = await openEnding(page);
    await dialog.getByRole('radio', { name: /까지 이용/ }).check();
    await dialog.getByRole('button', { name: '구독 해지' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText(/까지 이용해요\. 더는 결제하지 않아요\.$/).waitFor();
    await page.getByRole('button', { name: '구독 유지' }).click();
    await page.getByText(/에 2,500원을 결제해요\.$/).waitFor();
    expect(errors).toEqual([]);
    await close();
  });
});

it('a card that is declined at the first charge is said so, and another one subscribes', async () => {
  const { page, errors, close } = await openMember();
  const window = await openCheckout(page);
  await window.locator('select[name=outcome]').selectOption('limit');
  await answer(window, '등록하기');
  await page.getByRole('heading', { name: '카드사가 승인하지 않았어요' }).waitFor();
  await page.getByText(/카드 한도나 잔액이 부족해요.*구독은 시작되지 않았어요\.$/).waitFor();
  await page.getByRole('link', { name: '다른 카드로 결제' }).click();
  await page.getByRole('checkbox', { name: '정기결제에 동의해요' }).check();
  await page.getByRole('button', { name: '2,500원 결제' }).click();
  await answer(await cardWindow(page), '등록하기');
  await page.getByRole('heading', { name: 'BASIC 구독을 시작했어요' }).waitFor();
  expect(errors).toEqual([]);
  await close();
});

it('a closed window for a card moves no money', async () => {
  const { page, close } = await openMember();
  await answer(await openCheckout(page), '닫기');
  await page.getByText('카드 등록 창을 닫았어요. 돈은 빠져나가지 않았어요.').waitFor();
  await page.goto(settings);
  await page.getByText('결제 내역이 없어요').waitFor();
  await page.getByRole('link', { name: 'BASIC 매월 자동 결제' }).waitFor();
  await close();
});

it('a member changes the card', async () => {
  const { page, errors, close } = await openMember();
  await subscribe(page);
  await page.getByRole('link', { name: '카드 변경' }).click();
  await page.getByRole('button', { name: '카드 등록' }).click();
  await answer(await cardWindow(page), '등록하기');
  await page.getByRole('heading', { name: '카드를 바꿨어요' }).waitFor();
  await page.getByRole('link', { name: '멤버십 보기' }).click();
  await page.getByText(/^현대카드 ····/).waitFor();
  await page.getByText(/에 2,500원을 결제해요\.$/).waitFor();
  expect(errors).toEqual([]);
  await close();
});

it('a subscription that ends now gives the money of unused days back', async () => {
  const { page, close } = await openMember();
  await subscribe(page);
  const dialog = await openEnding(page);
  await dialog.getByRole('radio', { name: '지금 끝내고 2,500원 환불' }).check();
  await dialog.getByRole('button', { name: '구독 해지' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('link', { name: 'BASIC 매월 자동 결제' }).waitFor();
  await page.getByText('2,500원 환불함').waitFor();
  await close();
});

it('a subscriber of BASIC pays the difference for PREMIUM, then chooses BASIC again for later', async () => {
  const { page, close } = await openMember();
  await subscribe(page);
  await page.getByRole('button', { name: '요금제 변경' }).click();
  const upgrade = page.getByRole('dialog', { name: 'PREMIUM 요금제로 변경' });
  await upgrade.getByText(/^남은 \d+일치 [\d,]+원을 지금 결제해요\.$/).waitFor();
  await upgrade.getByRole('button', { name: /원 결제$/ }).click();
  await upgrade.waitFor({ state: 'detached' });
  await page.getByText(/^PREMIUM 구독구독 중$/).waitFor();
  await page.getByText('PREMIUM 요금제로 변경', { exact: true }).waitFor();
  await page.getByRole('button', { name: '요금제 변경' }).click();
  const downgrade = page.getByRole('dialog', { name: 'BASIC 요금제로 변경' });
  await downgrade.getByRole('button', { name: '변경', exact: true }).click();
  await page.getByRole('button', { name: '변경 취소' }).click();
  await page.getByText(/에 5,000원을 결제해요\.$/).waitFor();
  await close();
});

it('nothing is wider than a window of 320 pixels', async () => {
  const { page, close } = await openMember({ ...phone, viewport: { width: 320, height: 640 } });
  const width = () => page.evaluate(() => Math.max(innerWidth, document.documentElement.scrollWidth));
  await subscribe(page, { plan: 'PREMIUM', isPhone: true });
  expect(await width()).toBe(320);
  await (await openEnding(page)).getByRole('radio').first().waitFor();
  expect(await width()).toBe(320);
  await page.goto('/membership/card');
  await page.getByRole('button', { name: '카드 등록' }).waitFor();
  expect(await width()).toBe(320);
  await close();
});

it('a member who is signed out on the way back signs in, and the subscription begins', async () => {
  const jimin = await createPerson('지민');
  const { page, context, close } = await openAs(browser, jimin, settings);
  const window = await openCheckout(page);
  await context.clearCookies();
  await answer(window, '등록하기');
  await page.waitForURL('**/sign-in?*');
  expect(page.url()).not.toMatch(/authKey|customerKey/);
  await page.getByLabel('이메일').fill(jimin.email);
  await page.getByLabel('비밀번호', { exact: true }).fill(password);
  await page.getByRole('button', { name: '로그인' }).click();
  await page.getByRole('heading', { name: 'BASIC 구독을 시작했어요' }).waitFor();
  await close();
});
