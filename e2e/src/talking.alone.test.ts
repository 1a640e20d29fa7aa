import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from './browser.js';
import { join, openRoom } from './call-rooms.js';
import { isStill } from './call-streams.js';
import { devicesHeldBy, hearsNothing, hearsVoices, isConnectedTo, mediaFlags, seesVideo } from './calls.js';
import { eventually, press } from './steps.js';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser(mediaFlags);
});
afterAll(() => browser.close());

it('two people talk and see each other; muting silences, leaving frees the devices', async () => {
  const { windows, pages } = await openRoom(browser, ['지민', 'Alice']);
  const [first, second] = pages as [Page, Page];
  for (const page of [first, second]) await join(page);
  await Promise.all([isConnectedTo(first, 1), isConnectedTo(second, 1)]);
  await Promise.all([hearsVoices(first), hearsVoices(second)]);

  for (const page of [first, second]) await press(page, '카메라 켜기');
  await Promise.all([seesVideo(first), seesVideo(second)]);

  await press(first, '마이크 끄기');
  await hearsNothing(second);
  await press(first, '마이크 켜기');
  await hearsVoices(second);

  await press(first, '카메라 끄기');
  await eventually(
    () => devicesHeldBy(first),
    (held) => !held.includes('video'),
  );
  await isStill(second);
  await seesVideo(first);

  await press(first, '통화에서 나가기');
  await eventually(
    () => devicesHeldBy(first),
    (held) => held.length === 0,
  );
  await isConnectedTo(second, 0);
  expect(windows.flatMap(({ errors }) => errors)).toEqual([]);
});

it('a reload leads back into the call, muted as before; another tab takes it over on demand only', async () => {
  const { place, windows, pages } = await openRoom(browser, ['지민', 'Alice']);
  const [first, second] = pages as [Page, Page];
  for (const page of [first, second]) await join(page);
  await hearsVoices(second);
  await press(first, '마이크 끄기');
  await hearsNothing(second);

  await first.reload();
  await press(first, '다시 참여');
  await isConnectedTo(first, 1);
  await isConnectedTo(second, 1);
  await first.getByRole('button', { name: '마이크 켜기', exact: true }).first().waitFor();
  await hearsNothing(second);
  await hearsVoices(first);
  await press(first, '마이크 켜기');
  await hearsVoices(second);

  const tab = await windows[0]?.context.newPage();
  if (!tab) throw new Error('the first person has no window');
  await tab.goto(place.path);
  await join(tab);
  await tab.getByRole('heading', { name: '다른 탭에서 참여 중이에요' }).waitFor();
  await isConnectedTo(first, 1);
  await press(tab, '여기서 참여하기');
  await isConnectedTo(tab, 1);
  await Promise.all([hearsVoices(tab), hearsVoices(second)]);
  await isConnectedTo(first, 0);
  await first.getByText('다른 탭이나 기기에서 이어서 참여하고 있어요').first().waitFor();
  expect(await devicesHeldBy(first)).toEqual([]);
  expect(windows.flatMap(({ errors }) => errors)).toEqual([]);
});
