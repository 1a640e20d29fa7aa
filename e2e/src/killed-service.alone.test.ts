import { afterAll, beforeAll, describe, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { launchBrowser } from './browser.js';
import {
  close,
  expectEverythingOnce,
  expectSameOrder,
  historyOf,
  meet,
  numbered,
  readScreen,
  writeAll,
} from './conversations.js';
import { origin } from './people.js';
import { eventually } from './steps.js';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

interface Part {
  name: string;
  pid: number;
  state: string;
  restarts: number;
}

// The portal of the local stack lists running parts.
const socketNodes = async (): Promise<Part[]> => {
  const parts = (await (await fetch(`${origin()}/__local/api/parts`)).json()) as Part[];
  return parts.filter((part) => part.name.startsWith('socket'));
};

describe('killing the socket service while two people write', () => {
  it('leaves each message once, in the same order, on both screens and in the history', async () => {
    const { jimin, place, pages } = await meet(browser);
    const [a, b] = pages;
    const texts = [numbered('지민', 100), numbered('Alice', 100)] as const;
    const before = await socketNodes();

    const writing = Promise.all([writeAll(a, texts[0]), writeAll(b, texts[1])]);
    await eventually(
      () => historyOf(jimin, place),
      (contents) => contents.length >= 10,
    );
    for (const { pid } of before) process.kill(pid, 'SIGKILL');
    await writing;
    await eventually(socketNodes, (nodes) =>
      nodes.every((node, index) => node.state === 'ready' && node.restarts > (before[index]?.restarts ?? 0)),
    );

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
    await close(...pages);
  }, 240_000);
});
