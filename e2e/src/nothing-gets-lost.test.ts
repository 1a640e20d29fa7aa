import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser, openWindow } from './browser.js';
import { createPerson, createPlace, origin, type Person, type Place } from './people.js';
import { readHistory } from './realtime.js';
import { composerOf, eventually, say, seesMessage, signIn } from './steps.js';

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

const meet = async () => {
  const [jimin, alice] = [await createPerson('지민'), await createPerson('Alice')];
  const place = await createPlace(jimin, [alice]);
  const windows = [await openWindow(browser), await openWindow(browser)] as const;
  await Promise.all([signIn(windows[0].page, jimin, place.path), signIn(windows[1].page, alice, place.path)]);
  await Promise.all(windows.map(({ page }) => composerOf(page).waitFor()));
  return { jimin, alice, place, pages: [windows[0].page, windows[1].page] as const };
};

const close = (...pages: Page[]) => Promise.all(pages.map((page) => page.context().close()));

const numbered = (name: string, count: number) =>
  Array.from({ length: count }, (_, index) => `${name} ${index + 1}`);

const writeAll = async (page: Page, texts: string[]) => {
  for (const text of texts) await say(page, text);
};

/** Scrolls through the whole conversation and returns its messages in order. */
const readScreen = (page: Page): Promise<string[]> =>
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

const historyOf = async (person: Person, place: Place) =>
  (await readHistory(person, place.channelId)).map(({ body }) => body.text);

const expectEverythingOnce = async (person: Person, place: Place, written: string[]) => {
  const history = await eventually(
    () => historyOf(person, place),
    (contents) => contents.length >= written.length,
    90_000,
  );
  expect(history.toSorted()).toEqual(written.toSorted());
  return history;
};

const expectSameOrder = (history: string[], author: string) => {
  const own = history.filter((content) => content.startsWith(author));
  expect(own).toEqual(numbered(author, own.length));
};

describe('killing the socket service while two people write', () => {
  it('leaves each message once, in the same order, on both screens and in the history', async () => {
    const { jimin, place, pages } = await meet();
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

describe('a lost connection', () => {
  it('sends messages written offline once and in order, and fetches missed ones', async () => {
    const { jimin, place, pages } = await meet();
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
    await close(...pages);
  });

  it('shows missed edits and deletions once it is restored', async () => {
    const { pages } = await meet();
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
    await close(...pages);
  });
});

it('a reload while sending neither loses nor duplicates a message', async () => {
  const { jimin, place, pages } = await meet();
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
  await close(...pages);
});

it('a draft survives a reload', async () => {
  const { pages } = await meet();
  const [a, b] = pages;
  await composerOf(a).fill('아직 안 보낸 글');
  await a.reload();
  await composerOf(a).waitFor();
  expect(await composerOf(a).inputValue()).toBe('아직 안 보낸 글');
  await close(a, b);
});
