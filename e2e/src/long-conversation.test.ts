import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser, type Window } from './browser.js';
import { fillHistory } from './fill-history.js';
import { api, createPerson, createPlace, type Person, type Place } from './people.js';
import { composerOf, eventually, openAs, say, seesMessage } from './steps.js';

const total = 3_000;

let browser: Browser;
let jimin: Person;
let place: Place;
beforeAll(async () => {
  browser = await launchBrowser();
  jimin = await createPerson('지민');
  place = await createPlace(jimin, []);
  const me = await api<{ userId: string }>('/user/v1/me', { method: 'GET', token: jimin.accessToken });
  await fillHistory(place.channelId, me.userId, total);
});
afterAll(() => browser.close());

const open = async (): Promise<Window> => {
  const window = await openAs(browser, jimin, place.path);
  await seesMessage(window.page, `메시지 ${total}`);
  return window;
};

const log = (page: Page) => page.getByRole('log');
const rowCount = (page: Page) => log(page).getByRole('article').count();
const scrollTo = (page: Page, top: number) =>
  log(page).evaluate((element, to) => void (element.scrollTop = to), top);

describe(`a channel with ${total} messages`, () => {
  it('scrolls to its first message with a bounded number of rows', async () => {
    const { page, close } = await open();
    const first = log(page).getByText('메시지 1', { exact: true });
    await eventually(
      async () => {
        await scrollTo(page, 0);
        expect(await rowCount(page)).toBeLessThan(120);
        return first.isVisible();
      },
      (isVisible) => isVisible,
      100_000,
    );
    await close();
  });

  it('does not jump when older messages load', async () => {
    const { page, close } = await open();
    const moved = await log(page).evaluate(async (element) => {
      const frame = () =>
        new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      const visible = () => {
        const { top } = element.getBoundingClientRect();
        return [...element.querySelectorAll('article')].find((row) => row.getBoundingClientRect().top >= top);
      };
      const height = element.scrollHeight;
      element.scrollTop = 300;
      await frame();
      const id = visible()?.id ?? '';
      const placeOf = () => document.getElementById(id)?.getBoundingClientRect().top;
      const before = placeOf();
      while (element.scrollHeight < height + 1_000) await frame();
      for (let frames = 0; frames < 10; frames += 1) await frame();
      const after = placeOf();
      return before === undefined || after === undefined ? Number.NaN : Math.abs(after - before);
    });
    expect(moved).toBeLessThanOrEqual(2);
    await close();
  });

  it('holds its position while messages arrive at the end, and leads back to the present', async () => {
    const { page, close } = await open();
    const other = await open();
    await scrollTo(page, 400);
    await eventually(
      () => page.getByRole('button', { name: /최신 메시지로|새 메시지/ }).count(),
      (count) => count === 1,
    );
    await say(other.page, '멀리서 온 새 글');
    await seesMessage(other.page, '멀리서 온 새 글');
    await page.getByRole('button', { name: '새 메시지 1개' }).waitFor();
    expect(await log(page).getByText('멀리서 온 새 글').count()).toBe(0);
    await page.getByRole('button', { name: '새 메시지 1개' }).click();
    await seesMessage(page, '멀리서 온 새 글');
    await composerOf(page).waitFor();
    await close();
    await other.close();
  });
});
