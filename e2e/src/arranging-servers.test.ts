import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Locator, Page } from 'playwright-core';
import { launchBrowser } from './browser.js';
import { createPerson, createPlace, type Person, type Place } from './people.js';
import { composerOf, eventually, openAs, say, seesMessage } from './steps.js';

let browser: Browser;
let jimin: Person;
let alice: Person;
let place: Place;
let owner: Page;
let member: Page;
beforeAll(async () => {
  browser = await launchBrowser();
  [jimin, alice] = await Promise.all([createPerson('지민'), createPerson('Alice')]);
  place = await createPlace(jimin, [alice], '주말 등산 모임');
  for (const name of ['사진 동호회', '독서 모임']) await createPlace(jimin, [], name);
  owner = (await openAs(browser, jimin, place.path)).page;
  member = (await openAs(browser, alice, place.path)).page;
  await composerOf(member).waitFor();
});
afterAll(() => browser.close());

const rail = (page: Page) => page.getByRole('navigation', { name: '내 서버' });
const inRail = (page: Page, name: string) => rail(page).getByRole('link', { name });
const orderIn = (page: Page) =>
  rail(page)
    .getByRole('link')
    .evaluateAll((links) => links.map((link) => link.getAttribute('aria-label')));

const drag = async (page: Page, from: Locator, to: Locator, place: 'onto' | 'above') => {
  const [start, end] = [await from.boundingBox(), await to.boundingBox()];
  if (!start || !end) throw new Error('nothing to drag');
  const y = place === 'onto' ? end.y + end.height / 2 : end.y - 4;
  await page.mouse.move(start.x + start.width / 2, start.y + start.height / 2);
  await page.mouse.down();
  await page.mouse.move(end.x + end.width / 2, start.y + start.height / 2 + 12, { steps: 4 });
  await page.mouse.move(end.x + end.width / 2, y, { steps: 8 });
  await page.mouse.up();
};

describe('the server rail', () => {
  it('moves a server by mouse and by keyboard, and keeps its order after a reload', async () => {
    await inRail(owner, '독서 모임').waitFor();
    expect(await orderIn(owner)).toEqual(['주말 등산 모임', '사진 동호회', '독서 모임']);
    await drag(owner, inRail(owner, '독서 모임'), inRail(owner, '주말 등산 모임'), 'above');
    const moved = ['독서 모임', '주말 등산 모임', '사진 동호회'];
    await eventually(
      () => orderIn(owner),
      (order) => order.join() === moved.join(),
    );
    await inRail(owner, '독서 모임').focus();
    for (const [key, heard] of [
      ['Space', '독서 모임: 주말 등산 모임 위.'],
      ['ArrowDown', '독서 모임: 주말 등산 모임에 넣기.'],
      ['ArrowDown', '독서 모임: 사진 동호회 위.'],
      ['Space', '독서 모임 내려놓음.'],
    ] as const) {
      await owner.keyboard.press(key);
      await owner.getByText(heard).waitFor({ state: 'attached' });
    }
    await eventually(
      () => orderIn(owner),
      (order) => order[0] === '주말 등산 모임',
    );
    const order = await orderIn(owner);
    await owner.reload();
    await inRail(owner, '독서 모임').waitFor();
    await eventually(
      () => orderIn(owner),
      (now) => now.join() === order.join(),
    );
  });

  it("opens a menu with the owner's actions for a server", async () => {
    await inRail(owner, '독서 모임').click({ button: 'right' });
    await owner.getByRole('menuitem', { name: '초대하기' }).waitFor();
    const words = await owner.getByRole('menuitem').allTextContents();
    expect(words).toEqual(
      expect.arrayContaining(['채널 만들기', '서버 주소 복사', '서버 설정', '새 폴더에 넣기']),
    );
    expect(words).not.toContain('서버 나가기');
    await owner.getByRole('menuitem', { name: '초대하기' }).click();
    await owner.getByRole('dialog', { name: '독서 모임 서버에 초대하기' }).waitFor();
    await owner.keyboard.press('Escape');
    await inRail(member, '주말 등산 모임').click({ button: 'right' });
    await member.getByRole('menuitem', { name: '서버 나가기' }).waitFor();
    expect(await member.getByRole('menuitem', { name: '서버 설정' }).count()).toBe(0);
    await member.keyboard.press('Escape');
  });

  it('makes a folder of two servers, names it, and shows it in another tab at once', async () => {
    const second = await owner.context().newPage();
    await second.goto(place.path);
    await inRail(second, '사진 동호회').waitFor();
    // Chrome draws a background tab once a second.
    await owner.bringToFront();
    await drag(owner, inRail(owner, '사진 동호회'), inRail(owner, '독서 모임'), 'onto');
    await rail(second).getByRole('button', { name: '독서 모임, 사진 동호회 폴더' }).waitFor();

    await rail(owner).getByRole('button', { name: /폴더$/ }).click({ button: 'right' });
    await owner.getByRole('menuitem', { name: '폴더 이름과 색' }).click();
    await owner.getByRole('textbox', { name: '폴더 이름' }).fill('취미');
    await owner.getByRole('dialog').getByRole('button', { name: '저장' }).click();
    await second.bringToFront();
    const folder = rail(second).getByRole('button', { name: '취미 폴더' });
    await folder.click();
    await inRail(second, '사진 동호회').waitFor();
    await second.reload();
    await inRail(second, '사진 동호회').waitFor();
    expect(await folder.getAttribute('aria-expanded')).toBe('true');

    await folder.click({ button: 'right' });
    await second.getByRole('menuitem', { name: '폴더 풀기' }).click();
    await eventually(
      () => orderIn(owner),
      (order) => order.length === 3,
    );
    await second.close();
  });

  it('switches servers by keyboard shortcut, and marks servers with unread messages', async () => {
    const [first, next] = await orderIn(owner);
    await inRail(owner, first ?? '').click();
    await owner.getByRole('heading', { name: first ?? '', exact: true }).waitFor();
    await owner.keyboard.press('Control+Alt+ArrowDown');
    await owner.getByRole('heading', { name: next ?? '', exact: true }).waitFor();
    await inRail(owner, '사진 동호회').click();
    await owner.getByRole('heading', { name: '사진 동호회' }).waitFor();
    await say(member, '내일 비가 온대요');
    await inRail(owner, '주말 등산 모임 읽지 않은 메시지 있음').click();
    await seesMessage(owner, '내일 비가 온대요');
    await inRail(owner, '주말 등산 모임').waitFor();
  });

  it('opens the last channel of a server whose address ends with a slash', async () => {
    await owner.goto(`/servers/${place.serverId}/`);
    await composerOf(owner).waitFor();
  });
});
