import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from './browser.js';
import { haveStreams, isWhole, openCallOfTwo, showsStatus, type CallOfTwo } from './call-of-two.js';
import {
  connectionsMadeBy,
  hearsNothing,
  hearsVoices,
  isConnectedTo,
  mediaFlags,
  seesVideo,
} from './calls.js';
import { list } from './channel-list.js';
import { killSocketNodes } from './socket-nodes.js';
import { eventually, press } from './steps.js';

let browser: Browser;
let call: CallOfTwo;
let first: Page;
let second: Page;
beforeAll(async () => {
  browser = await launchBrowser(mediaFlags);
  call = await openCallOfTwo(browser);
  [first, second] = call.pages;
}, 240_000);
afterAll(() => browser.close());

/** The names below the voice channel in the page's channel list. */
const occupants = (page: Page) => list(page).getByRole('list', { name: /통화에 있는 사람$/ });
const showsOccupants = async (page: Page, ...names: string[]) => {
  const rows = occupants(page).getByRole('listitem');
  await eventually(
    () => rows.allInnerTexts(),
    (texts) =>
      texts.length === names.length && names.every((name) => texts.some((text) => text.includes(name))),
  );
};

it('a call outlives the death of all socket nodes: streams go on, and the people are the same', async () => {
  const before = await Promise.all(call.pages.map(connectionsMadeBy));
  const areBack = await killSocketNodes();
  await haveStreams(call.pages);
  await areBack();
  await isWhole(call.pages);
  expect(await Promise.all(call.pages.map(connectionsMadeBy))).toEqual(before);
  for (const page of call.pages) await showsOccupants(page, '지민', 'Alice');
}, 240_000);

it('a reload offers the way back into the call, muted and with the camera on as before', async () => {
  await press(first, '마이크 끄기');
  await hearsNothing(second);
  await first.reload();
  await press(first, '다시 참여');
  await showsStatus(first, '음성 연결됨');
  await Promise.all(call.pages.map((page) => isConnectedTo(page, 1)));
  await Promise.all([seesVideo(first), seesVideo(second), hearsVoices(first)]);
  await hearsNothing(second);
  await press(first, '마이크 켜기');
  await isWhole(call.pages);
  for (const page of call.pages) await showsOccupants(page, '지민', 'Alice');
});

it('a page that dies without a word leaves the call of the others', async () => {
  await showsOccupants(second, '지민', 'Alice');
  const session = await call.windows[0].context.newCDPSession(first);
  // The dying page never answers.
  session.send('Page.crash').catch(() => undefined);
  await showsOccupants(second, 'Alice');
  await isConnectedTo(second, 0);
  await showsStatus(second, '음성 연결됨');
});

it('none of it has caused an error in a page', () => {
  expect(call.windows.flatMap(({ errors }) => errors)).toEqual([]);
});
