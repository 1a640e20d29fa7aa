import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ClientEventInput } from '@maru/contracts/socket/events';
import type { Browser, Page } from 'playwright-core';
import { desktop, launchBrowser, phone, type WindowOptions } from './browser.js';
import { api, createPerson, createPlace, type Person, type Place } from './people.js';
import { ask, connect } from './realtime.js';
import { composerOf, eventually, openAs, say, seesMessage, signIn, signOut } from './steps.js';

type ChannelId = ClientEventInput<'message:send'>['channelId'];
type Connection = Awaited<ReturnType<typeof connect>>;

let browser: Browser;
let jimin: Person;
let alice: Person;
let place: Place;
let writer: Connection;
let reader: Connection;
beforeAll(async () => {
  browser = await launchBrowser();
  [jimin, alice] = await Promise.all([createPerson('지민'), createPerson('Alice')]);
  place = await createPlace(jimin, [alice]);
  [writer, reader] = [await connect(jimin), await connect(alice)];
});
afterAll(async () => {
  writer.close();
  reader.close();
  await browser.close();
});

const createChannel = async (name: string): Promise<ChannelId> => {
  const body = { name, type: 'text', categoryId: null };
  const channel = await api<{ channelId: ChannelId }>(`/chat/v1/servers/${place.serverId}/channels`, {
    body,
    token: jimin.accessToken,
  });
  return channel.channelId;
};

const write = async (channelId: ChannelId, name: string, count: number, by = writer) => {
  for (let index = 1; index <= count; index += 1) {
    const nonce = randomUUID();
    await eventually(
      () =>
        ask(by, 'message:send', {
          channelId,
          nonce,
          // Few messages, and yet more than a screenful.
          body: { text: `${name} ${index}${'\n이어지는 줄'.repeat(4)}` },
        }).catch(() => undefined),
      (sent) => sent !== undefined,
    );
  }
};

const lastReadSeq = async (channelId: ChannelId) => {
  const { states } = await ask(reader, 'channel:states', { channelIds: [channelId] });
  return states[0]?.lastReadSeq;
};

const log = (page: Page) => page.getByRole('log');
const sees = (page: Page, firstLine: string) =>
  log(page)
    .getByText(new RegExp(`^${firstLine}(\\s|$)`))
    .first()
    .waitFor();
const open = (page: Page, name: string) => page.getByRole('link', { name }).click();
const leaveFor = async (page: Page, name: string) => {
  // On a phone the list is a page of its own.
  const back = page.getByRole('button', { name: '채널 목록으로' });
  if (await back.isVisible()) await back.click();
  await open(page, name);
};

/** Returns the distance of an element from the upper edge of the conversation. */
const depthOf = (page: Page, text: string) =>
  log(page).evaluate((element, wanted) => {
    const found = [...element.querySelectorAll('span, p')].find(
      (each) => each.textContent?.split('\n')[0] === wanted,
    );
    return found ? found.getBoundingClientRect().top - element.getBoundingClientRect().top : undefined;
  }, text);

describe.each<[string, WindowOptions]>([
  ['a desktop', desktop],
  ['a phone', phone],
])('on %s', (device, options) => {
  it('a reader who returns to more than a screenful of unread messages starts at the first of them, and has read none', async () => {
    const name = `돌아올 곳 ${device}`;
    const channelId = await createChannel(name);
    await write(channelId, '먼저', 8);
    const { page, close } = await openAs(browser, alice, `/servers/${place.serverId}/${channelId}`, options);
    await page.getByRole('button', { name: '새 메시지 8개' }).click();
    await sees(page, '먼저 8');
    await eventually(
      () => lastReadSeq(channelId),
      (seq) => seq === 8,
    );

    await leaveFor(page, '일반');
    await composerOf(page).waitFor();
    await write(channelId, '나중', 12);
    await leaveFor(page, name);
    await sees(page, '나중 1');
    const depth = await eventually(
      () => depthOf(page, '새 메시지'),
      (found) => found !== undefined && found < 150,
    );
    expect(depth).toBeGreaterThanOrEqual(0);
    await page.getByRole('button', { name: '새 메시지 12개' }).waitFor();
    await expect(lastReadSeq(channelId)).resolves.toBe(8);

    await page.getByRole('button', { name: '새 메시지 12개' }).click();
    await sees(page, '나중 12');
    await eventually(
      () => lastReadSeq(channelId),
      (seq) => seq === 20,
    );
    await close();
  });
});

it('a draft is marked in the list, follows other tabs, and is invisible to another account', async () => {
  const channelId = await createChannel('초안');
  const path = `/servers/${place.serverId}/${channelId}`;
  const { page, context, close } = await openAs(browser, alice, path);
  await composerOf(page).fill('아직 안 보낸 글');
  const other = await context.newPage();
  await other.goto(path);
  await eventually(
    () => composerOf(other).inputValue(),
    (text) => text === '아직 안 보낸 글',
  );
  await composerOf(other).press('Enter');
  await seesMessage(page, '아직 안 보낸 글');
  await eventually(
    () => composerOf(page).inputValue(),
    (text) => text === '',
  );
  await other.close();

  await composerOf(page).fill('비밀 초안');
  await open(page, '일반');
  await page.getByRole('link', { name: '초안 쓰던 글 있음' }).waitFor();
  await signOut(page);
  await signIn(page, jimin, path);
  await composerOf(page).waitFor();
  await expect(composerOf(page).inputValue()).resolves.toBe('');
  expect(await page.getByText('쓰던 글 있음').count()).toBe(0);
  await close();
});

it('unsent messages wait visibly while offline, can be cancelled, and keep the reader at the end', async () => {
  const channelId = await createChannel('끊김');
  await write(channelId, '앞글', 8);
  const { page, context, close } = await openAs(browser, alice, `/servers/${place.serverId}/${channelId}`);
  await sees(page, '앞글 8');
  await context.setOffline(true);
  await page.getByText('인터넷에 연결되어 있지 않아요', { exact: false }).first().waitFor();
  for (const text of ['하나', '취소할 글', '둘']) await say(page, text);
  const waiting = log(page).getByRole('article').filter({ hasText: '취소할 글' });
  await waiting.getByText('기다리는 중').waitFor();
  await waiting.getByRole('button', { name: '취소' }).click();
  await waiting.waitFor({ state: 'detached' });
  await write(channelId, '그사이', 12);
  await context.setOffline(false);
  await eventually(
    async () => (await ask(reader, 'channel:states', { channelIds: [channelId] })).states[0]?.newestSeq,
    (seq) => seq === 22,
  );
  await log(page).getByText('기다리는 중').first().waitFor({ state: 'detached' });
  await eventually(
    () => log(page).evaluate((element) => element.scrollHeight - element.scrollTop - element.clientHeight),
    (distance) => distance <= 1,
  );
  await seesMessage(page, '둘');
  expect(await log(page).getByText('취소할 글').count()).toBe(0);
  await close();
});

it('on a touch screen, messages show an actions button, and a long press opens a sheet that stays', async () => {
  const channelId = await createChannel('손가락');
  await write(channelId, '길게 눌러요', 1, reader);
  const { page, context, close } = await openAs(
    browser,
    alice,
    `/servers/${place.serverId}/${channelId}`,
    phone,
  );
  await sees(page, '길게 눌러요 1');
  await page.getByRole('button', { name: '메시지 동작' }).waitFor();
  const box = await log(page).getByText('길게 눌러요 1').boundingBox();
  const touchPoints = [{ x: (box?.x ?? 0) + 20, y: (box?.y ?? 0) + 10 }];
  const session = await context.newCDPSession(page);
  await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints });
  const sheet = page.getByRole('dialog', { name: '메시지 동작' });
  await sheet.waitFor();
  await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  await sheet.getByRole('button', { name: '메시지 수정' }).click();
  await sheet.waitFor({ state: 'detached' });
  await page.getByRole('textbox', { name: '메시지 수정' }).fill('고쳤어요');
  await page.getByRole('button', { name: '저장' }).click();
  await log(page).getByText('고쳤어요').waitFor();
  await close();
});
