import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { voiceChannelOf } from './attendance.js';
import { launchBrowser } from './browser.js';
import { mediaFlags, openForCalls } from './calls.js';
import { list } from './channel-list.js';
import { createPerson, createPlace, type Person } from './people.js';
import { changeSpeech, runningRecognisers, speak, withSpeech, type SpeechMode } from './speech.js';
import { composerOf, eventually } from './steps.js';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser(mediaFlags);
});
afterAll(() => browser.close());

/** Opens the voice channel of a new server for each person. */
const setUp = async (names: string[], mode: SpeechMode = 'works') => {
  const people = await Promise.all(names.map(createPerson));
  const [owner, ...others] = people as [Person, ...Person[]];
  const place = await createPlace(owner, others);
  const channelId = await voiceChannelOf(owner, place);
  const path = `/servers/${place.serverId}/${channelId}`;
  const windows = await Promise.all(
    people.map(async (person) => {
      const window = await openForCalls(browser, person, {
        path,
        prepare: (page) => withSpeech(page, mode),
      });
      await press(window.page, '통화 참여');
      await window.page.getByRole('button', { name: '통화에서 나가기' }).first().waitFor();
      return window;
    }),
  );
  return { windows, pages: windows.map(({ page }) => page) };
};

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).first().click();

const question = (page: Page) => page.getByRole('region', { name: '내 말을 받아 적을까요?' });
const state = (page: Page, words: string | RegExp) => page.getByRole('status').filter({ hasText: words });
const log = (page: Page) => page.getByRole('log', { name: /기록$/ });
/** The first line of a run of one speaker, which names them. */
const lineOf = (page: Page, speaker: string, text: string) =>
  log(page).getByRole('article').filter({ hasText: text }).filter({ hasText: speaker });

const startNote = async (page: Page, topic: string) => {
  await page.getByRole('button', { name: '회의록 보기', exact: true }).click();
  await press(page, '회의록 시작');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: '회의 주제' }).fill(topic);
  await dialog.getByRole('button', { name: '회의록 시작' }).click();
  await question(page).waitFor();
};

const type = async (page: Page, text: string) => {
  const field = page.getByRole('textbox', { name: '회의록에 적기' });
  await field.fill(text);
  await field.press('Enter');
};

/** Resolves once the words reach a recogniser, which may begin again at that moment. */
const say = (page: Page, words: string) =>
  eventually(
    () => speak(page, words),
    (isHeard) => isHeard,
  );

const listens = (page: Page, isOn: boolean) =>
  eventually(
    () => runningRecognisers(page),
    (count) => count === (isOn ? 1 : 0),
  );

it('each participant is asked; only those who agree are transcribed, under their name, while they are not muted', async () => {
  const { windows, pages } = await setUp(['지민', 'Alice', '하늘']);
  const [jimin, alice, haneul] = pages as [Page, Page, Page];
  await startNote(jimin, '배포 회의');
  expect(await runningRecognisers(jimin)).toBe(0);

  // The others are led to the question, from the call as well as from another channel.
  await alice.getByText('“배포 회의” 회의록을 쓰고 있어요').waitFor();
  await list(haneul).getByRole('link', { name: '일반' }).click();
  await composerOf(haneul).waitFor();
  for (const page of [alice, haneul]) {
    await press(page, '답하기');
    await question(page).waitFor();
    await page.getByText('“배포 회의” 회의록을 쓰고 있어요').waitFor({ state: 'detached' });
  }

  await press(jimin, '받아 적기');
  await state(jimin, '내 말을 받아 적고 있어요').waitFor();
  await say(jimin, '오늘은 배포를 이야기해요');
  await lineOf(alice, '지민', '오늘은 배포를 이야기해요').waitFor();
  expect(await lineOf(alice, 'Alice', '오늘은 배포를 이야기해요').count()).toBe(0);

  // Not answered and refused: no recogniser is there to hear.
  expect(await runningRecognisers(alice)).toBe(0);
  await press(haneul, '글로만 적기');
  await haneul.getByText('내 말은 받아 적지 않아요').waitFor();
  expect(await runningRecognisers(haneul)).toBe(0);
  await type(haneul, '저는 글로 적을게요');
  await lineOf(jimin, '하늘', '저는 글로 적을게요').waitFor();

  await press(alice, '받아 적기');
  await say(alice, '저는 문서를 맡을게요');
  await lineOf(haneul, 'Alice', '저는 문서를 맡을게요').waitFor();

  await press(alice, '마이크 끄기');
  await listens(alice, false);
  await state(alice, '지금은 목소리가 나가지 않아 받아 적지 않아요').waitFor();
  expect(await speak(alice, '혼잣말이에요')).toBe(false);
  await press(alice, '마이크 켜기');
  await say(alice, '다시 이야기할게요');
  await log(jimin).getByText('다시 이야기할게요').waitFor();
  expect(await log(jimin).getByText('혼잣말이에요').count()).toBe(0);

  await press(alice, '받아쓰기 끄기');
  await listens(alice, false);
  await press(jimin, '통화에서 나가기');
  await listens(jimin, false);
  expect(await speak(jimin, '밖에서 하는 말')).toBe(false);
  expect(windows.flatMap(({ errors }) => errors)).toEqual([]);
});

it('a recogniser that stays silent or fails gives way to typed lines, and can be tried again', async () => {
  const { windows, pages } = await setUp(['지민'], 'silent');
  const [page] = pages as [Page];
  await startNote(page, '혼자 하는 회의');
  await press(page, '받아 적기');
  await state(page, '받아쓰기가 시작되지 않았어요. 아래에 글로 적어 주세요.').waitFor();
  await listens(page, false);
  await type(page, '글로 적는 줄');
  await lineOf(page, '지민', '글로 적는 줄').waitFor();

  for (const [mode, words] of [
    ['network', /서비스에 연결하지 못했어요/],
    ['not-allowed', /마이크를 막고 있어요/],
  ] as const) {
    await changeSpeech(page, mode);
    await press(page, '다시 시도');
    await state(page, words).waitFor();
    await listens(page, false);
  }

  await changeSpeech(page, 'works');
  await press(page, '다시 시도');
  await say(page, '이제 들리네요');
  await log(page).getByText('이제 들리네요').waitFor();

  await press(page, '회의록 끝내기');
  await page.getByRole('dialog').getByRole('button', { name: '끝내기' }).click();
  await page.getByText('회의록이 끝났어요').waitFor();
  await listens(page, false);
  expect(windows.flatMap(({ errors }) => errors)).toEqual([]);
});
