import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser, phone } from './browser.js';
import { channel, drag, list } from './channel-list.js';
import { api, createPerson, createPlace, type Person, type Place } from './people.js';
import { composerOf, eventually, openAs } from './steps.js';

let browser: Browser;
let jimin: Person;
let alice: Person;
let place: Place;
let owner: Page;
let member: Page;

beforeAll(async () => {
  browser = await launchBrowser();
  [jimin, alice] = await Promise.all([createPerson('지민'), createPerson('Alice')]);
  place = await createPlace(jimin, [alice]);
  const server = `/chat/v1/servers/${place.serverId}`;
  const token = jimin.accessToken;
  const { categories } = await api<{ categories: { categoryId: string; name: string }[] }>(server, {
    method: 'GET',
    token,
  });
  const categoryId = categories.find(({ name }) => name === '텍스트 채널')?.categoryId;
  for (const name of ['사진', '장비', '코스'])
    await api(`${server}/channels`, { body: { name, type: 'text', categoryId }, token });
  owner = (await openAs(browser, jimin, place.path)).page;
  member = (await openAs(browser, alice, place.path)).page;
  await composerOf(owner).waitFor();
  await composerOf(member).waitFor();
});
afterAll(() => browser.close());

const category = (page: Page, name: string) => list(page).getByRole('region', { name });

/** Returns the channels in this person's order, each prefixed with its category. */
const order = (page: Page): Promise<string[]> =>
  list(page)
    .getByRole('listitem')
    .evaluateAll((rows) =>
      rows.map((row) => {
        const home = row.closest('section')?.getAttribute('aria-label') ?? '';
        return `${home}/${row.querySelector('a')?.title ?? ''}`;
      }),
    );

const bothSee = async (expected: string[]) => {
  for (const page of [owner, member])
    expect(
      await eventually(
        () => order(page),
        (seen) => seen.join() === expected.join(),
        15_000,
      ),
    ).toEqual(expected);
};

const allSeeTheSame = (...pages: Page[]) =>
  eventually(
    async () => (await Promise.all(pages.map(order))).map((seen) => seen.join()),
    (seen) => seen[0] !== '' && new Set(seen).size === 1,
    15_000,
  );

describe('arranging channels', () => {
  it('by mouse reorders for every member at once, and dragging opens no channel', async () => {
    const address = owner.url();
    await drag(owner, channel(owner, '코스'), channel(owner, '사진'), 'above');
    await bothSee([
      '텍스트 채널/일반',
      '텍스트 채널/코스',
      '텍스트 채널/사진',
      '텍스트 채널/장비',
      '음성 채널/라운지',
    ]);
    expect(owner.url()).toBe(address);
  });

  it('by keyboard works, even above all categories', async () => {
    await channel(owner, '장비').focus();
    await owner.keyboard.press('Space');
    await owner.keyboard.press('Home');
    await owner.getByText('카테고리 밖, 맨 끝').waitFor();
    await owner.keyboard.press('Space');
    const expected = [
      '/장비',
      '텍스트 채널/일반',
      '텍스트 채널/코스',
      '텍스트 채널/사진',
      '음성 채널/라운지',
    ];
    await bothSee(expected);
    expect(await owner.evaluate(() => document.activeElement?.textContent)).toContain('장비');
    await owner.keyboard.press('Space');
    await owner.keyboard.press('ArrowDown');
    await owner.keyboard.press('Escape');
    await bothSee(expected);
  });

  it('works for whole categories', async () => {
    await owner.getByRole('button', { name: '음성 채널 카테고리 옮기기' }).focus();
    await owner.keyboard.press('Space');
    await owner.keyboard.press('ArrowUp');
    await owner.keyboard.press('Space');
    await bothSee(['/장비', '음성 채널/라운지', '텍스트 채널/일반', '텍스트 채널/코스', '텍스트 채널/사진']);
  });

  it('is limited to channel managers', async () => {
    await channel(member, '코스').focus();
    await member.keyboard.press('Space');
    expect(await member.getByText('옮기고 있어요').count()).toBe(0);
    expect(
      await list(member)
        .getByRole('button', { name: /옮기기$/ })
        .count(),
    ).toBe(0);
    // A voice channel's menu has its notes.
    const menus = list(member).getByRole('button', { name: /메뉴$/ });
    expect(await menus.evaluateAll((all) => all.map((menu) => menu.ariaLabel))).toEqual(['라운지 채널 메뉴']);
  });

  it('by two people at once ends in the same order', async () => {
    const second = await owner.context().newPage();
    await second.goto(place.path);
    await composerOf(second).waitFor();
    const up = async (page: Page, name: string) => {
      await channel(page, name).focus();
      await page.keyboard.press('Space');
      await page.keyboard.press('Home');
      await page.keyboard.press('Space');
    };
    for (let round = 0; round < 3; round += 1) await Promise.all([up(owner, '코스'), up(second, '사진')]);
    await allSeeTheSame(owner, second, member);
    await second.reload();
    await allSeeTheSame(owner, second, member);
    await second.close();
  });
});

describe('categories', () => {
  it('stay folded after a reload, except around the open channel', async () => {
    await category(member, '텍스트 채널').getByRole('button', { name: '텍스트 채널' }).click();
    await member.reload();
    await composerOf(member).waitFor();
    const fold = category(member, '텍스트 채널').getByRole('button', { name: '텍스트 채널' });
    expect(await fold.getAttribute('aria-expanded')).toBe('false');
    await fold.click();
    await category(member, '음성 채널').getByRole('button').first().click({ button: 'right' });
    await member.getByRole('menuitem', { name: '모두 접기' }).click();
    expect(await fold.getAttribute('aria-expanded')).toBe('false');
    await fold.click({ button: 'right' });
    await member.getByRole('menuitem', { name: '모두 펼치기' }).click();
    expect(await fold.getAttribute('aria-expanded')).toBe('true');
  });

  it('deleting one while its settings are open leads back, and keeps its channels', async () => {
    await owner.getByRole('button', { name: '카테고리 만들기' }).click();
    await owner.getByLabel('카테고리 이름').fill('잠깐');
    await owner.getByRole('dialog').getByRole('button', { name: '카테고리 만들기' }).click();
    await category(member, '잠깐').waitFor();
    await owner.getByRole('button', { name: '잠깐 카테고리 메뉴' }).click();
    await owner.getByRole('menuitem', { name: '카테고리 설정' }).click();
    await owner.getByLabel('카테고리 이름').fill('잠깐만');
    await owner.getByRole('button', { name: '변경 사항 저장' }).click();
    await category(member, '잠깐만').waitFor();
    const second = await owner.context().newPage();
    await second.goto(place.path);
    await second.getByRole('button', { name: '잠깐만 카테고리 메뉴' }).click();
    await second.getByRole('menuitem', { name: '카테고리 삭제' }).click();
    await second.getByRole('dialog').getByRole('button', { name: '카테고리 삭제' }).click();
    await owner.getByText('‘잠깐만’ 카테고리를 더 바꿀 수 없어요.').waitFor();
    await composerOf(owner).waitFor();
    await second.close();
  });
});

describe('on a phone', () => {
  it('a short swipe scrolls and a long press drags', async () => {
    const { page, context, close } = await openAs(browser, jimin, `/servers/${place.serverId}`, phone);
    await page.goto(`/servers/${place.serverId}`);
    const from = await channel(page, '사진').boundingBox();
    const to = await channel(page, '일반').boundingBox();
    if (!from || !to) throw new Error('one of them is not on the screen');
    const before = await order(page);
    const touch = await context.newCDPSession(page);
    const points = (y: number) => [{ x: from.x + 60, y }];
    const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', y?: number) =>
      touch.send('Input.dispatchTouchEvent', { type, touchPoints: y === undefined ? [] : points(y) });

    await send('touchStart', from.y + 20);
    await send('touchMove', from.y - 30);
    await send('touchMove', from.y - 60);
    await send('touchEnd');
    expect(await order(page)).toEqual(before);

    const isBelow = from.y > to.y;
    await send('touchStart', from.y + 20);
    await list(page).locator('[data-held]').waitFor();
    const y = isBelow ? to.y + 4 : to.y + to.height - 4;
    await send('touchMove', (from.y + y) / 2);
    await send('touchMove', y);
    await list(page).locator('[data-line]').first().waitFor();
    await send('touchEnd');
    await eventually(
      () => order(page),
      (seen) => seen.join() !== before.join(),
      15_000,
    );
    await close();
  });
});
