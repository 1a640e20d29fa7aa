import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, FrameLocator, Page } from 'playwright-core';
import { desktop, launchBrowser, phone, type Window } from './browser.js';
import { createPerson, createPlace, password } from './people.js';
import { composerOf, openAs, say, seesMessage } from './steps.js';

let browser: Browser;
/** Its payment has no answer. Toss is asked again after a minute and a half, during which the other stories go on. */
let unknown: Window;

const settings = '/settings/membership';

const goToCheckout = async (page: Page, plan = 'BASIC') => {
  await page.goto(settings);
  await page.getByRole('link', { name: `${plan} 한 달만`, exact: true }).click();
  await page.waitForURL('**/membership/checkout?*');
};

/** Agrees and opens the payment window: a frame on a desktop, a page on a phone. */
const openPaymentWindow = async (page: Page, isPhone = false): Promise<FrameLocator | Page> => {
  await page.getByRole('checkbox', { name: /결제에 동의해요$/ }).check();
  await page.getByRole('button', { name: '2,500원 결제', exact: true }).click();
  const payment = isPhone ? page : page.frameLocator('iframe[title="결제창"]');
  await payment.getByRole('button', { name: '결제하기' }).waitFor();
  return payment;
};

const answer = (payment: FrameLocator | Page, button: string) =>
  payment.getByRole('button', { name: button, exact: true }).click();

const buyBasic = async (page: Page, isPhone = false) => {
  await goToCheckout(page);
  await answer(await openPaymentWindow(page, isPhone), '결제하기');
  await page.getByRole('heading', { name: 'BASIC 멤버십을 샀어요' }).waitFor();
};

beforeAll(async () => {
  browser = await launchBrowser();
  unknown = await openAs(browser, await createPerson('지민'), settings);
  const { page } = unknown;
  await goToCheckout(page);
  const payment = await openPaymentWindow(page);
  await payment.locator('select[name=outcome]').selectOption('silent-charged');
  await answer(payment, '결제하기');
  await page.getByRole('heading', { name: '결제를 확인하고 있어요' }).waitFor();
});
afterAll(() => browser.close());

describe.each([
  { size: 'a desktop', options: desktop, isPhone: false },
  { size: 'a phone', options: phone, isPhone: true },
])('on $size', ({ options, isPhone }) => {
  it('a member buys a month of BASIC, and the other one sees their badge and their long message', async () => {
    const [jimin, alice] = await Promise.all([createPerson('지민'), createPerson('Alice')]);
    const place = await createPlace(jimin, [alice]);
    const mine = await openAs(browser, jimin, settings, options);
    const theirs = await openAs(browser, alice, place.path, options);
    await composerOf(theirs.page).waitFor();

    const { page } = mine;
    await buyBasic(page, isPhone);
    expect(page.url()).not.toContain('paymentKey');
    await page.getByRole('link', { name: '멤버십 보기' }).click();
    await page.getByText(/^BASIC 멤버십이용 중$/).waitFor();
    await page.getByText(/까지$/).first().waitFor();
    await page.getByText('결제함', { exact: true }).waitFor();

    await page.goto(place.path);
    const long = '긴 메시지도 한 번에 보내요. '.repeat(100).slice(0, 1_500).trim();
    await say(page, long);
    await seesMessage(theirs.page, long);
    await theirs.page.getByRole('log').getByLabel('BASIC 멤버십').first().waitFor();
    expect([...mine.errors, ...theirs.errors]).toEqual([]);
    await mine.close();
    await theirs.close();
  });

  it('a closed payment window moves no money', async () => {
    const { page, close } = await openAs(browser, await createPerson('지민'), settings, options);
    await goToCheckout(page);
    await answer(await openPaymentWindow(page, isPhone), '닫기');
    await page.getByText(/돈은 빠져나가지 않았어요\.$/).waitFor();
    await page.goto(settings);
    await page.getByText('결제 내역이 없어요').waitFor();
    await close();
  });
});

it('a declined card is said in plain words, and the buyer can pay again', async () => {
  const { page, errors, close } = await openAs(browser, await createPerson('지민'), settings);
  await goToCheckout(page);
  await answer(await openPaymentWindow(page), '카드사에서 거절');
  await page.getByRole('heading', { name: '결제하지 못했어요' }).waitFor();
  await page.getByText(/카드사가 결제를 거절했어요.*돈은 빠져나가지 않았어요\.$/).waitFor();
  await page.getByRole('link', { name: '다시 결제' }).click();
  const payment = await openPaymentWindow(page);
  await payment.locator('select[name=outcome]').selectOption('limit');
  await answer(payment, '결제하기');
  await page.getByText(/카드 한도나 잔액이 부족해요/).waitFor();
  expect(errors).toEqual([]);
  await close();
});

it('a refund of an unused month gives everything back and ends it', async () => {
  const { page, close } = await openAs(browser, await createPerson('지민'), settings);
  await buyBasic(page);
  await page.goto(settings);
  await page.getByRole('button', { name: /결제 환불$/ }).click();
  const dialog = page.getByRole('dialog', { name: 'BASIC 멤버십 환불' });
  await dialog.getByText(/전액을 환불해요\.$/).waitFor();
  await dialog.getByRole('button', { name: '2,500원 환불' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByText('이용하는 멤버십이 없어요').waitFor();
  await page.getByText('2,500원 환불함').waitFor();
  await close();
});

it('nothing is wider than a window of 320 pixels', async () => {
  const narrow = { ...phone, viewport: { width: 320, height: 640 } };
  const { page, close } = await openAs(browser, await createPerson('지민'), settings, narrow);
  const width = () => page.evaluate(() => Math.max(innerWidth, document.documentElement.scrollWidth));
  await page.getByRole('link', { name: 'PREMIUM 한 달만', exact: true }).waitFor();
  expect(await width()).toBe(320);
  await goToCheckout(page);
  await page.getByRole('button', { name: '2,500원 결제', exact: true }).waitFor();
  expect(await width()).toBe(320);
  await close();
});

it('a buyer who is signed out on the way back signs in, and the payment is confirmed', async () => {
  const jimin = await createPerson('지민');
  const { page, context, close } = await openAs(browser, jimin, settings);
  await goToCheckout(page);
  const payment = await openPaymentWindow(page);
  await context.clearCookies();
  await answer(payment, '결제하기');
  await page.waitForURL('**/sign-in?*');
  expect(page.url()).not.toContain('paymentKey');
  await page.getByLabel('이메일').fill(jimin.email);
  await page.getByLabel('비밀번호', { exact: true }).fill(password);
  await page.getByRole('button', { name: '로그인' }).click();
  await page.getByRole('heading', { name: 'BASIC 멤버십을 샀어요' }).waitFor();
  await close();
});

it('a payment whose result is unknown finishes by itself, once', async () => {
  const { page, close } = unknown;
  await page.getByRole('heading', { name: 'BASIC 멤버십을 샀어요' }).waitFor({ timeout: 180_000 });
  await page.goto(settings);
  await page.getByText('결제함', { exact: true }).waitFor();
  expect(await page.getByText('BASIC 멤버십 한 달').count()).toBe(1);
  await close();
}, 240_000);
