import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Result, RunOptions } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { desktop, launchBrowser, openWindow, phone } from './browser.js';
import { mediaFlags, openForCalls } from './calls.js';
import { api, createPerson, createPlace, type Person, type Place } from './people.js';
import { composerOf, openAs, say, seesMessage } from './steps.js';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let browser: Browser;
let jimin: Person;
let place: Place;
let lounge: string;
beforeAll(async () => {
  browser = await launchBrowser(mediaFlags);
  jimin = await createPerson('지민');
  place = await createPlace(
    jimin,
    [await createPerson('مروة')],
    '주말마다 산에 오르는 사람들의 아주아주 긴 이름의 모임',
  );
  const created = await api<{ channelId: string }>(`/chat/v1/servers/${place.serverId}/channels`, {
    body: { name: '산행 계획', type: 'voice', categoryId: null },
    token: jimin.accessToken,
  });
  lounge = created.channelId;
});
afterAll(() => browser.close());

interface AxeWindow {
  axe?: { run: (root: Document, options: RunOptions) => Promise<{ violations: Result[] }> };
}

const colourRules = ['color-contrast', 'link-in-text-block'];

/** Returns the serious and critical violations of these rules of axe, or of all that are on by default, as text. */
const violationsIn = async (page: Page, rules?: string[]): Promise<string[]> => {
  await page.evaluate(() =>
    Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => undefined))),
  );
  const violations = await page.evaluate(async (runOnly) => {
    const { axe } = window as unknown as AxeWindow;
    return (await axe?.run(document, { resultTypes: ['violations'], runOnly }))?.violations;
  }, rules);
  if (!violations) throw new Error('axe is not in the page');
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(' · ')}`);
};

/** Checks the page in the light theme, and its colours in the dark one. */
const findings = async (page: Page): Promise<string[]> => {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axeSource);
  const light = await violationsIn(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  const dark = await violationsIn(page, colourRules);
  await page.emulateMedia({ colorScheme: 'light' });
  return [...light, ...dark.map((each) => `dark: ${each}`)];
};

const sizes = [
  ['a desktop', desktop],
  ['a phone', phone],
] as const;

describe.each(sizes)('on %s in both themes, axe finds no serious violation', (_, options) => {
  it('on the public pages', async () => {
    const { page, close } = await openWindow(browser, options);
    const pages = [
      ['/', '시작하기'],
      ['/sign-in', '로그인'],
      ['/sign-up', '인증 코드 받기'],
      ['/forgot-password', '코드 받기'],
      [`/invite/${place.inviteCode}`, '가입하고 들어가기'],
    ] as const;
    for (const [path, landmark] of pages) {
      await page.goto(path);
      await page.getByText(landmark).first().waitFor();
      expect([path, await findings(page)]).toEqual([path, []]);
    }
    await close();
  });

  /** Visits the settings sections one after another; on a phone the list of sections comes in between. */
  const checkSections = async (page: Page, sections: string[]) => {
    for (const section of sections) {
      await page.getByRole('link', { name: section, exact: true }).click();
      await page.getByRole('heading', { name: section, exact: true }).waitFor();
      await page.locator('[aria-busy=true]').first().waitFor({ state: 'detached' });
      expect([section, await findings(page)]).toEqual([section, []]);
      if (options === phone) await page.getByRole('button', { name: '뒤로' }).click();
    }
  };

  it('in a conversation, its dialogs and menus', async () => {
    const { page, close } = await openAs(browser, jimin, place.path, options);
    await composerOf(page).waitFor();
    await say(page, 'https://maru.test 에서 만나요');
    await seesMessage(page, 'https://maru.test 에서 만나요');
    expect(await findings(page)).toEqual([]);
    if (options === phone) {
      await page.getByRole('button', { name: '채널 목록으로' }).click();
      await page.getByRole('navigation', { name: '채널 목록' }).waitFor();
      // Content wider than the viewport would widen the page.
      expect(await page.evaluate(() => innerWidth)).toBe(phone.viewport.width);
    } else {
      await page.getByRole('log').getByRole('button', { name: '지민', exact: true }).first().click();
      await page.getByRole('dialog').waitFor();
      expect(await findings(page)).toEqual([]);
      await page.keyboard.press('Escape');
    }
    await page.getByRole('button', { name: /서버 메뉴/ }).click();
    await page.getByRole('menuitem', { name: '초대하기' }).waitFor();
    expect(await findings(page)).toEqual([]);
    await close();
  });

  it('in a call, its menus and its notes', async () => {
    const { page, close } = await openForCalls(browser, jimin, {
      path: `/servers/${place.serverId}/${lounge}`,
      options,
    });
    await page.getByRole('button', { name: '통화 참여' }).click();
    await page.getByRole('toolbar', { name: '통화 조작' }).waitFor();
    expect(await findings(page)).toEqual([]);
    await page.getByRole('toolbar').getByRole('button', { name: '마이크와 스피커 고르기' }).click();
    await page.getByRole('menu').waitFor();
    expect(await findings(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: '회의록' }).first().click();
    await page.getByRole('complementary', { name: '회의록' }).waitFor();
    expect(await findings(page)).toEqual([]);
    // A closed page keeps its place for some seconds; the next page of the person would wait behind it.
    await page.getByRole('complementary', { name: '회의록' }).getByRole('button', { name: '닫기' }).click();
    await page.getByRole('toolbar').getByRole('button', { name: '통화에서 나가기' }).click();
    const wayBack = page.getByRole('button', { name: '통화 참여' });
    await wayBack.waitFor();
    expect(await wayBack.evaluate((button) => button === document.activeElement)).toBe(true);
    await close();
  });

  it('on the pages of payment', async () => {
    const { page, close } = await openAs(browser, jimin, '/settings', options);
    await page.goto('/membership/checkout?plan=premium');
    await page.getByRole('button', { name: '5,000원 결제' }).click();
    await page.getByRole('alert').waitFor();
    expect(await findings(page)).toEqual([]);
    await page.goto('/membership/checkout?plan=basic&monthly');
    await page.getByRole('button', { name: '2,500원 결제' }).click();
    await page.getByRole('alert').waitFor();
    expect(await findings(page)).toEqual([]);
    await page.goto('/membership/cards/01JD0000000000000000000000/fail?code=PAY_PROCESS_CANCELED');
    await page.getByRole('heading', { name: '카드 등록 창을 닫았어요' }).waitFor();
    expect(await findings(page)).toEqual([]);
    await page.goto('/membership/orders/01JD0000000000000000000000/fail?code=PAY_PROCESS_CANCELED');
    await page.getByRole('heading', { name: '페이지를 찾을 수 없어요' }).waitFor();
    expect(await findings(page)).toEqual([]);
    await close();
  });

  it("in the user's and a server's settings", async () => {
    const { page, close } = await openAs(browser, jimin, place.path, options);
    await page.goto('/settings');
    await checkSections(page, ['프로필', '계정', '멤버십', '보안', '음성 및 영상', '화면과 언어']);
    await page.goto(`/servers/${place.serverId}/settings`);
    await checkSections(page, ['서버 정보', '역할', '멤버', '권한 확인', '위험 구역']);
    await close();
  });
});
