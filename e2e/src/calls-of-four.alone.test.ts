import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from './browser.js';
import { join, openRoom } from './call-rooms.js';
import { hears, sees } from './call-streams.js';
import { connectionsOf, devicesHeldBy, isConnectedTo, mediaFlags } from './calls.js';
import { eventually, press } from './steps.js';

type Room = Awaited<ReturnType<typeof openRoom>>;

let browser: Browser;
let room: Room;
let pages: [Page, Page, Page, Page];
beforeAll(async () => {
  browser = await launchBrowser(mediaFlags);
  room = await openRoom(browser, ['지민', 'Alice', '서연', '도윤']);
  pages = room.pages as typeof pages;
});
afterAll(() => browser.close());

const enter = async (page: Page) => {
  await join(page);
  await press(page, '카메라 켜기');
};

/** Resolves once each of the pages is connected to all others, with the four fixed transceivers. */
const areConnected = async (inside: Page[]) => {
  const others = inside.length - 1;
  await Promise.all(inside.map((page) => isConnectedTo(page, others)));
  for (const page of inside)
    expect((await connectionsOf(page)).map(({ transceivers }) => transceivers)).toEqual(
      Array.from({ length: others }, () => 4),
    );
};

const isMuted = async (page: Page) =>
  (await page.getByRole('button', { name: '마이크 켜기', exact: true }).count()) > 0;

describe('a call of several people', () => {
  it('carries every voice and camera to every other person', async () => {
    const three = pages.slice(0, 3);
    for (const page of three) await enter(page);
    await areConnected(three);
    await Promise.all(three.flatMap((page) => [sees(page, 'camera', 2), hears(page, 2)]));
  });

  it('gets a fourth person, who changes no mute state', async () => {
    const [first, second, third, fourth] = pages;
    await press(second, '마이크 끄기');
    await Promise.all([hears(first, 1), hears(second, 2), hears(third, 1)]);
    await press(third, '마이크 끄기');
    // Two cores have no time for the voices and videos of four people at once.
    for (const page of [first, second, third]) await press(page, '카메라 끄기');
    await join(fourth);
    await areConnected(pages);
    await press(first, '카메라 켜기');
    await Promise.all([second, third, fourth].map((page) => sees(page, 'camera', 1)));
    await Promise.all([hears(first, 1), hears(second, 2), hears(third, 2), hears(fourth, 1)]);
    expect(await Promise.all(pages.map(isMuted))).toEqual([false, true, true, false]);
    await press(first, '카메라 끄기');
    for (const page of [second, third]) await press(page, '마이크 켜기');
    await Promise.all(pages.map((page) => hears(page, 3)));
  });

  it('goes on without a person who leaves, whose devices are free', async () => {
    const [first, second, third, fourth] = pages;
    const staying = [first, second, fourth];
    await press(third, '통화에서 나가기');
    await eventually(
      () => devicesHeldBy(third),
      (held) => held.length === 0,
    );
    await areConnected(staying);
    expect(await connectionsOf(third)).toEqual([]);
    await Promise.all(staying.map((page) => hears(page, 2)));
    await press(first, '카메라 켜기');
    await Promise.all([second, fourth].map((page) => sees(page, 'camera', 1)));
    expect(room.windows.flatMap(({ errors }) => errors)).toEqual([]);
  });
});
