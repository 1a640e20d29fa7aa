import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { launchBrowser } from './browser.js';
import {
  expectEverythingOnce,
  expectSameOrder,
  meet,
  numbered,
  readScreen,
  writeAll,
} from './conversations.js';
import { createPerson, createPlace } from './people.js';
import { composerOf, eventually, openAs, say, seesMessage } from './steps.js';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

describe('a lost connection', () => {
  it('sends messages written offline once and in order, and fetches missed ones', async () => {
    const { jimin, place, pages, close } = await meet(browser);
    const [a, b] = pages;
    await say(a, '끊기기 전');
    await seesMessage(b, '끊기기 전');

    await a.context().setOffline(true);
    await a.getByText('인터넷에 연결되어 있지 않아요', { exact: false }).waitFor();
    await writeAll(a, numbered('오프라인', 5));
    await writeAll(b, numbered('그동안', 5));
    await a.context().setOffline(false);

    await seesMessage(a, '그동안 5');
    await seesMessage(b, '오프라인 5');
    const history = await expectEverythingOnce(jimin, place, [
      '끊기기 전',
      ...numbered('오프라인', 5),
      ...numbered('그동안', 5),
    ]);
    expectSameOrder(history, '오프라인');
    for (const page of pages)
      await eventually(
        () => readScreen(page),
        (screen) => screen.join() === history.join(),
      );
    await close();
  });

  it('shows missed edits and deletions once it is restored', async () => {
    const { pages, close } = await meet(browser);
    const [a, b] = pages;
    await say(b, '고칠 글');
    await say(b, '지울 글');
    await seesMessage(a, '지울 글');
    await a.context().setOffline(true);
    await a.getByText('인터넷에 연결되어 있지 않아요', { exact: false }).waitFor();

    await b.getByText('고칠 글').hover();
    await b
      .getByRole('article')
      .filter({ hasText: '고칠 글' })
      .getByRole('button', { name: '메시지 수정' })
      .click();
    await b.getByRole('textbox', { name: '메시지 수정' }).fill('고친 글');
    await b.keyboard.press('Enter');
    await seesMessage(b, '고친 글');
    await b.getByRole('log').getByText('지울 글').hover();
    await b
      .getByRole('article')
      .filter({ hasText: '지울 글' })
      .getByRole('button', { name: '메시지 삭제' })
      .click();
    await b.getByRole('dialog').getByRole('button', { name: '삭제' }).click();
    await seesMessage(b, '메시지가 삭제되었어요');

    await a.context().setOffline(false);
    await seesMessage(a, '고친 글');
    await seesMessage(a, '메시지가 삭제되었어요');
    expect(await a.getByText('지울 글').count()).toBe(0);
    await close();
  });
});

it('a reload while sending neither loses nor duplicates a message', async () => {
  const { jimin, place, pages, close } = await meet(browser);
  const [a, b] = pages;
  const texts = numbered('지민', 40);
  await writeAll(a, texts.slice(0, 25));
  await a.reload();
  await composerOf(a).waitFor();
  await writeAll(a, texts.slice(25));
  const history = await expectEverythingOnce(jimin, place, texts);
  expect(history).toEqual(texts);
  await eventually(
    () => readScreen(b),
    (screen) => screen.join() === texts.join(),
  );
  await close();
});

it('a draft survives a reload', async () => {
  const jimin = await createPerson('지민');
  const place = await createPlace(jimin, []);
  const { page, close } = await openAs(browser, jimin, place.path);
  await composerOf(page).fill('아직 안 보낸 글');
  await page.reload();
  await composerOf(page).waitFor();
  expect(await composerOf(page).inputValue()).toBe('아직 안 보낸 글');
  await close();
});
