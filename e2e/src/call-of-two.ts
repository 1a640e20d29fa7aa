import { expect } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { voiceChannelOf } from './attendance.js';
import type { Window } from './browser.js';
import { hearsVoices, isConnectedTo, openForCalls, seesVideo } from './calls.js';
import { HttpProxy } from './network/http-proxy.js';
import { createPerson, createPlace, type Person } from './people.js';
import { press } from './steps.js';

export interface CallOfTwo {
  people: [Person, Person];
  windows: [Window, Window];
  pages: [Page, Page];
  /** The requests and sockets of the first page. */
  signalling: HttpProxy;
  close: () => Promise<void>;
}

/** Brings two people into a call with their cameras; resolves once they see and hear each other. */
export const openCallOfTwo = async (browser: Browser): Promise<CallOfTwo> => {
  const people = await Promise.all([createPerson('지민'), createPerson('Alice')]);
  const [first, second] = people;
  const place = await createPlace(first, [second]);
  const channelId = await voiceChannelOf(first, place);
  const path = `/servers/${place.serverId}/${channelId}`;
  const signalling = await HttpProxy.start();
  const windows = await Promise.all([
    openForCalls(browser, first, { path, options: { proxy: signalling.options } }),
    openForCalls(browser, second, { path }),
  ]);
  const close = async () => {
    await Promise.all(windows.map((window) => window.close()));
    signalling.stop();
  };
  const pages: [Page, Page] = [windows[0].page, windows[1].page];
  await Promise.all(pages.map(joinWithCamera));
  await isWhole(pages);
  return { people, windows, pages, signalling, close };
};

const joinWithCamera = async (page: Page): Promise<void> => {
  await press(page, '통화 참여');
  await showsStatus(page, '음성 연결됨');
  await press(page, '카메라 켜기');
};

const panel = (page: Page) => page.getByRole('region', { name: '음성 연결', exact: true });

/** Resolves once the page's call panel shows the state. */
export const showsStatus = (page: Page, status: string, timeout = 60_000): Promise<void> =>
  panel(page).getByText(status, { exact: true }).waitFor({ timeout });

declare global {
  interface Window {
    /** The states that the panel of the call has shown. */
    shownStatuses: string[];
  }
}

/** Collects the states that the page's call panel shows, the present one first; the returned function resolves with them. */
export const watchStatus = async (page: Page): Promise<() => Promise<string[]>> => {
  await page.evaluate(() => {
    const shown: string[] = [];
    window.shownStatuses = shown;
    const note = () => {
      const status = document.querySelector('[aria-label="음성 연결"] [data-tone]')?.textContent;
      if (status && status !== shown.at(-1)) shown.push(status);
    };
    note();
    new MutationObserver(note).observe(document.body, {
      subtree: true,
      childList: true,
      characterData: true,
    });
  });
  return () => page.evaluate(() => window.shownStatuses);
};

/** Resolves once all pages get pictures and voices. Beside other stories, two cores may need a while for them. */
export const haveStreams = async (pages: readonly Page[]): Promise<void> => {
  await Promise.all(pages.flatMap((page) => [seesVideo(page, 60_000), hearsVoices(page, 60_000)]));
};

/** Resolves once both people see and hear each other; their switches stand as at the start. */
export const isWhole = async (pages: readonly [Page, Page]): Promise<void> => {
  await Promise.all(pages.map((page) => showsStatus(page, '음성 연결됨')));
  await Promise.all(pages.map((page) => isConnectedTo(page, 1)));
  await haveStreams(pages);
  for (const page of pages) {
    const switches = page.getByRole('group', { name: '통화 조작' }).first();
    expect(await switches.getByRole('button', { name: '마이크 끄기', exact: true }).count()).toBe(1);
    expect(await switches.getByRole('button', { name: '카메라 끄기', exact: true }).count()).toBe(1);
  }
};
