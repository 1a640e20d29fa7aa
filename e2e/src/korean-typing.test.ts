import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { launchBrowser } from './browser.js';
import { createPerson, createPlace, type Person, type Place } from './people.js';
import { readHistory } from './realtime.js';
import { composerOf, eventually, openAs, say, seesMessage } from './steps.js';

let browser: Browser;
let jimin: Person;
let place: Place;
let page: Page;
let keyboard: CDPSession;
beforeAll(async () => {
  browser = await launchBrowser();
  jimin = await createPerson('지민');
  place = await createPlace(jimin, []);
  ({ page } = await openAs(browser, jimin, place.path));
  await composerOf(page).click();
  keyboard = await page.context().newCDPSession(page);
});
afterAll(() => browser.close());

/** Composes like a Korean input method: the syllable grows, then is committed. */
const compose = async (steps: string[]) => {
  for (const text of steps) {
    await keyboard.send('Input.imeSetComposition', {
      text,
      selectionStart: text.length,
      selectionEnd: text.length,
    });
  }
};

const pressEnterWhileComposing = () =>
  keyboard.send('Input.dispatchKeyEvent', {
    type: 'rawKeyDown',
    key: 'Enter',
    code: 'Enter',
    windowsVirtualKeyCode: 229,
  });

const texts = async () => (await readHistory(jimin, place.channelId)).map(({ body }) => body.text);

describe('writing Korean', () => {
  it('one Enter during composition sends one message with the last syllable, and empties the box', async () => {
    await keyboard.send('Input.insertText', { text: '안녕하세' });
    await compose(['ㅇ', '요']);
    await pressEnterWhileComposing();
    await keyboard.send('Input.insertText', { text: '요' });
    await seesMessage(page, '안녕하세요');
    expect(await composerOf(page).inputValue()).toBe('');
    await say(page, '다음 글');
    await seesMessage(page, '다음 글');
    expect(await texts()).toEqual(['안녕하세요', '다음 글']);
  });

  it('Shift and Enter start a new line', async () => {
    const composer = composerOf(page);
    await composer.fill('첫 줄');
    await composer.press('Shift+Enter');
    await composer.pressSequentially('둘째 줄');
    await composer.press('Enter');
    const all = await eventually(texts, (list) => list.length === 3);
    expect(all.at(-1)).toBe('첫 줄\n둘째 줄');
  });

  it('arrow up in the empty box edits the last own message', async () => {
    await composerOf(page).press('ArrowUp');
    const editor = page.getByRole('textbox', { name: '메시지 수정' });
    await editor.fill('고친 마지막 글');
    await editor.press('Enter');
    await seesMessage(page, '고친 마지막 글');
    await page.getByText('(수정됨)').waitFor();
  });

  it('typing anywhere goes to the composer', async () => {
    await page.getByRole('heading', { name: '일반', exact: true }).click();
    await page.evaluate(() =>
      document.activeElement instanceof HTMLElement ? document.activeElement.blur() : undefined,
    );
    await page.keyboard.type('abc');
    expect(await composerOf(page).inputValue()).toBe('abc');
    await composerOf(page).fill('');
  });
});
