import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from './browser.js';
import { attend, startNote, voiceChannelOf } from './attendance.js';
import { createPerson, createPlace } from './people.js';
import { ask, connect } from './realtime.js';
import { eventually, openAs } from './steps.js';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const log = (page: Page) => page.getByRole('log', { name: /기록$/ });
const lineOf = (page: Page, text: string) => log(page).getByRole('article').filter({ hasText: text });

const openPanel = async (page: Page) => {
  await page.getByRole('button', { name: /^회의록 보기/ }).click();
  await log(page).waitFor();
};

const type = async (page: Page, text: string) => {
  const field = page.getByRole('textbox', { name: '회의록에 적기' });
  await field.fill(text);
  await field.press('Enter');
};

const chooseFor = async (page: Page, line: string, action: string) => {
  await lineOf(page, line).hover();
  await lineOf(page, line).getByRole('button', { name: '줄 동작' }).click();
  await page.getByRole('menuitem', { name: action }).click();
};

/** Resolves once older lines that arrive above a line no longer move it. */
const isAtRest = async (page: Page, line: string) => {
  let before: number | undefined;
  await eventually(
    async () => {
      const top = (await lineOf(page, line).boundingBox())?.y;
      const rests = top !== undefined && top === before;
      before = top;
      return rests;
    },
    (rests) => rests,
  );
};

const scrollUpTo = async (page: Page, line: string) => {
  await log(page).hover();
  await eventually(
    async () => {
      await page.mouse.wheel(0, -4_000);
      return lineOf(page, line).count();
    },
    (count) => count === 1,
  );
  await isAtRest(page, line);
};

it('two people write a note together; it ends, posts its card, and stays as a document', async () => {
  const [jimin, alice, haneul, stranger] = await Promise.all([
    createPerson('지민'),
    createPerson('Alice'),
    createPerson('하늘'),
    createPerson('낯선이'),
  ]);
  const place = await createPlace(jimin, [alice, haneul]);
  const channelId = await voiceChannelOf(jimin, place);
  const voicePath = `/servers/${place.serverId}/${channelId}`;
  const attendance = [
    await attend(jimin, channelId),
    await attend(alice, channelId),
    await attend(haneul, channelId),
  ] as const;
  const noteId = await startNote(attendance[1], channelId, '주간 회의');

  const mine = await openAs(browser, jimin, voicePath);
  const { page } = mine;
  await openPanel(page);
  await type(page, '오늘은 등산을 정해요');
  await type(page, '- [ ] 버스 예약');
  await log(page).getByRole('article', { name: '적는 중' }).first().waitFor({ state: 'detached' });
  await lineOf(page, '버스 예약').waitFor();

  // More than one page, so that a late joiner has to scroll for the start.
  for (const [index, { socket }] of attendance.entries())
    for (let line = 1; line <= 18; line += 1)
      await ask(socket, 'message:send', {
        channelId: noteId,
        nonce: randomUUID(),
        body: { text: `${index}의 ${line}번째 말` },
      });
  const theirs = await openAs(browser, alice, voicePath);
  const late = theirs.page;
  await openPanel(late);
  await lineOf(late, '2의 18번째 말').waitFor();
  await type(late, 'Coffee is on me');
  await lineOf(page, 'Coffee is on me').waitFor();
  await scrollUpTo(late, '오늘은 등산을 정해요');

  await lineOf(late, '버스 예약').getByRole('button', { name: '담당자 정하기' }).click();
  await late.getByRole('dialog').getByRole('button', { name: /지민/ }).click();
  await scrollUpTo(page, '버스 예약');
  await lineOf(page, '버스 예약').getByRole('button', { name: /지민/ }).waitFor();
  await lineOf(page, '버스 예약').getByRole('checkbox').click();
  await late.getByRole('checkbox', { name: '버스 예약 끝냄', checked: true }).waitFor();

  await scrollUpTo(page, '오늘은 등산을 정해요');
  await chooseFor(page, '오늘은 등산을', '수정');
  await page.getByRole('textbox', { name: '메시지 수정' }).fill('오늘은 캠핑을 정해요');
  await page.keyboard.press('Enter');
  await scrollUpTo(late, '오늘은 캠핑을 정해요');
  await lineOf(late, '오늘은 캠핑을').hover();
  await lineOf(late, '오늘은 캠핑을').getByRole('button', { name: '줄 동작' }).click();
  await late.getByRole('menuitem', { name: '글 복사' }).waitFor();
  expect(await late.getByRole('menuitem', { name: '수정' }).count()).toBe(0);
  await late.keyboard.press('Escape');

  await chooseFor(page, '0의 1번째 말', '삭제');
  await page.getByRole('dialog').getByRole('button', { name: '삭제' }).click();
  await lineOf(late, '0의 1번째 말').first().waitFor({ state: 'detached' });

  await late.getByRole('button', { name: '회의록 끝내기' }).click();
  await late.getByRole('dialog').getByRole('button', { name: '끝내기' }).click();
  await late.getByText('회의록이 끝났어요').waitFor();
  await page.getByText('회의록이 끝났어요').waitFor();

  await page.goto(place.path);
  await page.getByRole('region', { name: '끝난 회의록: 주간 회의' }).getByRole('link').click();
  await page.getByRole('heading', { name: '주간 회의' }).waitFor();
  await page.getByRole('article', { name: '' }).filter({ hasText: '오늘은 캠핑을 정해요' }).first().waitFor();
  await page.getByRole('button', { name: '회의록 동작' }).click();
  await page.getByRole('menuitem', { name: 'Markdown 복사' }).click();
  await page.getByText('복사했어요').waitFor();
  const markdown = await page.evaluate(() => navigator.clipboard.readText());
  expect(markdown).toMatch(/^# 주간 회의\n/);
  expect(markdown).toContain('## 할 일\n\n- [x] 버스 예약 (@지민)\n');
  expect(markdown).toContain('Coffee is on me');
  expect(markdown).toContain('오늘은 캠핑을 정해요');
  expect(markdown).not.toContain('0의 1번째 말\n');
  await page.getByRole('button', { name: '뒤로' }).click();
  await page.waitForURL((url) => url.pathname === place.path);

  const outside = await openAs(browser, stranger, `${voicePath}/notes/${noteId}`);
  await outside.page.getByText('서버를 찾을 수 없어요').first().waitFor();
  const socket = await connect(stranger);
  await expect(ask(socket, 'note:get', { channelId, noteId })).rejects.toThrow(/NOT_FOUND|FORBIDDEN/);
  socket.close();

  await page.goto(`${voicePath}/notes/${noteId}`);
  await page.getByRole('button', { name: '회의록 동작' }).click();
  await page.getByRole('menuitem', { name: '회의록 삭제' }).click();
  await page
    .getByRole('dialog', { name: /“주간 회의”/ })
    .getByRole('button', { name: '삭제' })
    .click();
  await page.getByText('회의록을 삭제했어요.').waitFor();
  await late.goto(`${voicePath}/notes/${noteId}`);
  await late.getByText('회의록을 찾을 수 없어요').waitFor();

  await Promise.all(attendance.map(({ leave }) => leave()));
  expect([...mine.errors, ...theirs.errors, ...outside.errors]).toEqual([]);
});
