import { expect } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { createPerson, createPlace, type Person, type Place } from './people.js';
import { readHistory } from './realtime.js';
import { composerOf, eventually, openAs, say } from './steps.js';

/** Opens a new server's conversation for its owner and a member, each in a window of their own. */
export const meet = async (browser: Browser) => {
  const [jimin, alice] = await Promise.all([createPerson('지민'), createPerson('Alice')]);
  const place = await createPlace(jimin, [alice]);
  const windows = [
    await openAs(browser, jimin, place.path),
    await openAs(browser, alice, place.path),
  ] as const;
  await Promise.all(windows.map(({ page }) => composerOf(page).waitFor()));
  return {
    jimin,
    alice,
    place,
    pages: [windows[0].page, windows[1].page] as const,
    close: () => Promise.all(windows.map((window) => window.close())),
  };
};

export const numbered = (name: string, count: number) =>
  Array.from({ length: count }, (_, index) => `${name} ${index + 1}`);

export const writeAll = async (page: Page, texts: string[]) => {
  for (const text of texts) await say(page, text);
};

/** Scrolls through the whole conversation and returns its messages in order. */
export const readScreen = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const log = document.querySelector('[role="log"]');
    if (!log)
      throw new Error(`no conversation but: ${JSON.stringify(document.body.innerText.slice(0, 400))}`);
    const seen = new Map<number, string>();
    const collect = () => {
      for (const row of log.querySelectorAll('article')) {
        // An unsent message has no position yet; it would count as one too many.
        const seq = row.id ? Number(row.id.replace('message-', '')) : Number.POSITIVE_INFINITY;
        seen.set(seq, row.querySelector('p')?.textContent ?? '');
      }
    };
    const frame = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    for (let top = log.scrollHeight; top > 0; top -= 300) {
      log.scrollTop = top;
      await frame();
      collect();
    }
    log.scrollTop = 0;
    await frame();
    collect();
    log.scrollTop = log.scrollHeight;
    await frame();
    collect();
    return [...seen].sort(([a], [b]) => a - b).map(([, text]) => text);
  });

export const historyOf = async (person: Person, place: Place) =>
  (await readHistory(person, place.channelId)).map(({ body }) => body.text);

export const expectEverythingOnce = async (person: Person, place: Place, written: string[]) => {
  const history = await eventually(
    () => historyOf(person, place),
    (contents) => contents.length >= written.length,
    90_000,
  );
  expect(history.toSorted()).toEqual(written.toSorted());
  return history;
};

export const expectSameOrder = (history: string[], author: string) => {
  const own = history.filter((content) => content.startsWith(author));
  expect(own).toEqual(numbered(author, own.length));
};
