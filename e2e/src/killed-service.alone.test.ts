import { afterAll, beforeAll, describe, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { launchBrowser } from './browser.js';
import {
  expectEverythingOnce,
  expectSameOrder,
  historyOf,
  meet,
  numbered,
  readScreen,
  writeAll,
} from './conversations.js';
import { killSocketNodes } from './socket-nodes.js';
import { eventually } from './steps.js';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

describe('killing the socket service while two people write', () => {
  it('leaves each message once, in the same order, on both screens and in the history', async () => {
    const { jimin, place, pages, close } = await meet(browser);
    const [a, b] = pages;
    const texts = [numbered('지민', 100), numbered('Alice', 100)] as const;

    const writing = Promise.all([writeAll(a, texts[0]), writeAll(b, texts[1])]);
    await eventually(
      () => historyOf(jimin, place),
      (contents) => contents.length >= 10,
    );
    const areBack = await killSocketNodes();
    await writing;
    await areBack();

    const history = await expectEverythingOnce(jimin, place, texts.flat());
    expectSameOrder(history, '지민');
    expectSameOrder(history, 'Alice');
    for (const page of pages) {
      await eventually(
        () => readScreen(page),
        (screen) => screen.join() === history.join(),
        30_000,
      );
    }
    await close();
  }, 240_000);
});
