import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from './browser.js';
import { join, openRoom } from './call-rooms.js';
import { hears, isStill, sees } from './call-streams.js';
import { devicesHeldBy, hearsVoices, isConnectedTo, mediaFlags, seesVideo } from './calls.js';
import { eventually, press } from './steps.js';

declare global {
  interface Window {
    /** Every element that the page has made to play sound. */
    recordedSounds: HTMLAudioElement[];
    /** Every amplifier that the page has made. */
    recordedGains: GainNode[];
  }
}

let browser: Browser;
let room: Awaited<ReturnType<typeof openRoom>>;
let pages: [Page, Page, Page];
beforeAll(async () => {
  browser = await launchBrowser(mediaFlags);
  room = await openRoom(browser, ['지민', 'Alice', '서연']);
  pages = room.pages as typeof pages;
  const [first] = pages;
  await first.addInitScript(recordSounds);
  await first.reload();
  for (const page of pages) await join(page);
  await Promise.all(pages.map((page) => isConnectedTo(page, 2)));
});
afterAll(() => browser.close());

/** Runs in the page before its scripts. */
const recordSounds = (): void => {
  window.recordedSounds = [];
  window.recordedGains = [];
  window.Audio = class extends Audio {
    constructor(source?: string) {
      super(source);
      window.recordedSounds.push(this);
    }
  };
  window.AudioContext = class extends AudioContext {
    override createGain(): GainNode {
      const node = super.createGain();
      window.recordedGains.push(node);
      return node;
    }
  };
};

/** The highest peak that the page plays during a while, at the volume of its elements. */
const peakPlayedBy = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    const context = new AudioContext();
    await context.resume();
    const played = window.recordedSounds.flatMap((element) => {
      if (element.muted || !(element.srcObject instanceof MediaStream)) return [];
      const analyser = context.createAnalyser();
      context.createMediaStreamSource(element.srcObject).connect(analyser);
      return [{ element, analyser }];
    });
    const samples = new Float32Array(2_048);
    let peak = 0;
    const end = performance.now() + 2_000;
    while (performance.now() < end) {
      for (const { element, analyser } of played) {
        analyser.getFloatTimeDomainData(samples);
        peak = samples.reduce((most, each) => Math.max(most, Math.abs(each) * element.volume), peak);
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await context.close();
    return peak;
  });

const playsAt = (page: Page, isRight: (peak: number) => boolean) =>
  eventually(() => peakPlayedBy(page), isRight, 30_000);

/** Resolves once the page amplifies a voice to twice its volume and plays it; the limiter behind it hides the difference in the peak. */
const playsTwiceAsLoud = async (page: Page) => {
  await eventually(
    () => page.evaluate(() => window.recordedGains.map(({ gain }) => gain.value)),
    (gains) => gains.includes(2),
    30_000,
  );
  await playsAt(page, (peak) => peak > 0.05);
};

const openControls = async (page: Page, name: string) => {
  await page.getByRole('button', { name: `${name}님 소리와 영상` }).click();
  return page.getByRole('dialog', { name: `${name}님 소리와 영상` });
};

describe('the controls over one person', () => {
  it('silence a voice for the viewer only, and make it up to twice as loud, also after a reload', async () => {
    const [first, second, third] = pages;
    await press(third, '마이크 끄기');
    await Promise.all([hears(first, 1), hears(second, 1)]);
    const controls = await openControls(first, 'Alice');
    const usual = await playsAt(first, (peak) => peak > 0.05);

    await controls.getByRole('switch', { name: '나만 음소거' }).click();
    await playsAt(first, (peak) => peak < 0.001);
    await Promise.all([hears(first, 1), hears(third, 2)]);
    await controls.getByRole('switch', { name: '나만 음소거' }).click();

    const volume = controls.getByRole('slider', { name: '음량' });
    await volume.fill('50');
    await playsAt(first, (peak) => peak > usual * 0.3 && peak < usual * 0.7);
    await volume.fill('200');
    await playsTwiceAsLoud(first);

    await first.reload();
    await press(first, '다시 참여');
    await isConnectedTo(first, 2);
    await playsTwiceAsLoud(first);
    const again = await openControls(first, 'Alice');
    expect(await again.getByRole('slider', { name: '음량' }).getAttribute('aria-valuetext')).toBe('200%');
    await first.keyboard.press('Escape');
  });

  it('hide a video, which the sender then stops', async () => {
    const [first, second, third] = pages;
    await press(second, '카메라 켜기');
    await Promise.all([seesVideo(first), seesVideo(third)]);
    const controls = await openControls(first, 'Alice');
    await controls.getByRole('switch', { name: '영상 숨기기' }).click();
    await isStill(first);
    await Promise.all([seesVideo(third), hearsVoices(first)]);
    await controls.getByRole('switch', { name: '영상 숨기기' }).click();
    await seesVideo(first);
    await first.keyboard.press('Escape');
  });

  it('stop sending to that person, and to no one else', async () => {
    const [first, second, third] = pages;
    const controls = await openControls(second, '지민');
    await controls.getByRole('switch', { name: '이 사람에게 보내지 않기' }).click();
    await isStill(first);
    await Promise.all([hears(first, 0), hears(second, 1), hears(third, 2), sees(third, 'camera', 1)]);
    await controls.getByRole('switch', { name: '이 사람에게 보내지 않기' }).click();
    await Promise.all([hears(first, 1), sees(first, 'camera', 1)]);
    await second.keyboard.press('Escape');
    await press(second, '카메라 끄기');
  });
});

const share = async (page: Page) => {
  await press(page, '화면 공유');
  await page.getByRole('menuitem', { name: /글자 또렷하게/ }).click();
  await page.getByRole('button', { name: '화면 공유 끝내기' }).first().waitFor();
};

/** Opens the shared screen of a person. */
const open = (page: Page, name: string) =>
  page
    .getByRole('listitem')
    .filter({ hasText: `${name}님의 화면` })
    .getByRole('button', { name: '화면 보기' })
    .click();

/** Does what the browser's own button does to a captured screen; `stop` alone fires no event. */
const stopInBrowser = (page: Page) =>
  page.evaluate(() => {
    const screen = window.recordedTracks.findLast(({ kind }) => kind === 'video');
    screen?.stop();
    screen?.dispatchEvent(new Event('ended'));
  });

describe('a shared screen', () => {
  it('goes only to viewers who open it, and ends with the browser’s own button', async () => {
    const [first, second, third] = pages;
    await share(first);
    await open(second, '지민');
    await sees(second, 'screen', 1);
    await third.getByRole('button', { name: '화면 보기' }).waitFor();
    await isStill(third);

    await stopInBrowser(first);
    await first.getByRole('button', { name: '화면 공유', exact: true }).first().waitFor();
    for (const page of [second, third])
      await page.getByText('지민님의 화면').first().waitFor({ state: 'detached' });
    await isStill(second);
    expect(await devicesHeldBy(first)).toEqual(['audio']);
  });

  it('can be shared again, and beside that of another person', async () => {
    const [first, second, third] = pages;
    await share(first);
    for (const page of [second, third]) await open(page, '지민');
    await Promise.all([sees(second, 'screen', 1), sees(third, 'screen', 1)]);
    await share(second);
    await open(third, 'Alice');
    await sees(third, 'screen', 2);
    await press(first, '화면 공유 끝내기');
    await sees(third, 'screen', 1);
    await isStill(second);
    expect(room.windows.flatMap(({ errors }) => errors)).toEqual([]);
  });
});
