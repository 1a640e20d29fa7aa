import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Locator, Page } from 'playwright-core';
import { launchBrowser, openWindow, phone } from './browser.js';
import { api, createPerson, createPlace, type Person, type Place } from './people.js';
import { composerOf, eventually, say, seesMessage, signIn } from './steps.js';

let browser: Browser;
let jimin: Person;
let alice: Person;
let place: Place;
let owner: Page;
let member: Page;
const ids: Record<string, string> = {};

const create = async (name: string, home: 'text' | 'voice', type = 'text') => {
  const body = { name, type, categoryId: ids[home] };
  const path = `/chat/v1/servers/${place.serverId}/channels`;
  ids[name] = (await api<{ channelId: string }>(path, { body, token: jimin.accessToken })).channelId;
};

beforeAll(async () => {
  browser = await launchBrowser();
  [jimin, alice] = [await createPerson('지민'), await createPerson('Alice')];
  place = await createPlace(jimin, [alice]);
  const server = await api<{ categories: { categoryId: string; name: string }[]; me: { userId: string } }>(
    `/chat/v1/servers/${place.serverId}`,
    { method: 'GET', token: jimin.accessToken },
  );
  ids.text = server.categories.find(({ name }) => name === '텍스트 채널')?.categoryId ?? '';
  ids.voice = server.categories.find(({ name }) => name === '음성 채널')?.categoryId ?? '';
  const alices = await api<{ me: { userId: string } }>(`/chat/v1/servers/${place.serverId}`, {
    method: 'GET',
    token: alice.accessToken,
  });
  ids.alice = alices.me.userId;
  for (const name of ['사진', '장비', '코스']) await create(name, 'text');
  const role = await api<{ roleId: string }>(`/chat/v1/servers/${place.serverId}/roles`, {
    body: { name: '대장', permissions: 0 },
    token: jimin.accessToken,
  });
  ids.role = role.roleId;
  owner = (await openWindow(browser)).page;
  member = (await openWindow(browser)).page;
  await signIn(owner, jimin, place.path);
  await signIn(member, alice, place.path);
  await composerOf(owner).waitFor();
  await composerOf(member).waitFor();
});
afterAll(() => browser.close());

const list = (page: Page) => page.getByRole('navigation', { name: '채널 목록' });
const channel = (page: Page, name: string) => list(page).getByRole('link', { name });
const category = (page: Page, name: string) => list(page).getByRole('region', { name });

/** The order of the channels as this person sees it, with the category's name in front of each. */
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

/** Drags to the upper or lower edge of a row, and drops once the list shows where it would go. */
const drag = async (page: Page, what: Locator, to: Locator, edge: 'above' | 'below') => {
  const from = await what.boundingBox();
  const target = await to.boundingBox();
  if (!from || !target) throw new Error('one of them is not on the screen');
  const y = edge === 'above' ? target.y + 4 : target.y + target.height - 4;
  await page.mouse.move(from.x + 50, from.y + from.height / 2);
  await page.mouse.down();
  await page.mouse.move(target.x + 60, y, { steps: 8 });
  await list(page).locator('[data-line]').first().waitFor();
  await page.mouse.up();
};

/** In a notice, which stays when the page has gone on. */
const isTold = (page: Page, text: string) =>
  page
    .getByRole('region', { name: /^Notifications/ })
    .getByText(text)
    .waitFor();

describe('arranging channels', () => {
  it('with the mouse, for everybody at once; dragging opens nothing', async () => {
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

  it('with the keyboard, also above all categories', async () => {
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

  it('and whole categories', async () => {
    await owner.getByRole('button', { name: '음성 채널 카테고리 옮기기' }).focus();
    await owner.keyboard.press('Space');
    await owner.keyboard.press('ArrowUp');
    await owner.keyboard.press('Space');
    await bothSee(['/장비', '음성 채널/라운지', '텍스트 채널/일반', '텍스트 채널/코스', '텍스트 채널/사진']);
  });

  it('is not for who may not manage channels', async () => {
    await channel(member, '코스').focus();
    await member.keyboard.press('Space');
    expect(await member.getByText('옮기고 있어요').count()).toBe(0);
    expect(await list(member).getByRole('button', { name: /메뉴$/ }).count()).toBe(0);
  });

  it('two people at once end with the same order', async () => {
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
    const truth = await eventually(
      async () => {
        const seen = await Promise.all([order(owner), order(second), order(member)]);
        return seen.map((each) => each.join());
      },
      (seen) => new Set(seen).size === 1,
      15_000,
    );
    await second.reload();
    await composerOf(second).waitFor();
    await eventually(
      () => order(second),
      (seen) => seen.join() === truth[0],
      15_000,
    );
    await second.close();
  });
});

describe('categories', () => {
  it('stay folded after a reload, but for the channel that is open', async () => {
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

  it('one that is deleted while its settings are open leads back, and its channels stay', async () => {
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

describe('private channels', () => {
  it('are seen by who has the role, as soon as they have it', async () => {
    await owner.getByRole('button', { name: '텍스트 채널에 채널 만들기' }).click();
    const dialog = owner.getByRole('dialog');
    await dialog.getByLabel('채널 이름').fill('대장 회의');
    await dialog.getByRole('switch', { name: '비공개 채널' }).click();
    await dialog.getByText('대장', { exact: true }).click();
    await dialog.getByRole('button', { name: '채널 만들기' }).click();
    await channel(owner, '대장 회의 비공개').waitFor();
    expect(await channel(member, '대장 회의').count()).toBe(0);
    await api(`/chat/v1/servers/${place.serverId}/members/${ids.alice}/roles/${ids.role}`, {
      method: 'PUT',
      token: jimin.accessToken,
    });
    await channel(member, '대장 회의').click();
    await composerOf(member).waitFor();
    await say(member, '저도 왔어요');
    await seesMessage(member, '저도 왔어요');
  });

  it('close for who may see them no more, who is led to another channel', async () => {
    await owner.getByRole('button', { name: '대장 회의 채널 메뉴' }).click();
    await owner.getByRole('menuitem', { name: '권한 설정' }).click();
    await owner.getByRole('button', { name: '대장', exact: true }).click();
    await owner.getByRole('group', { name: '채널 보기' }).getByTitle('막기').click();
    await owner.getByRole('button', { name: '변경 사항 저장' }).click();
    await isTold(member, '‘대장 회의’ 채널을 더 볼 수 없어요.');
    await member.getByRole('heading', { name: '일반', exact: true }).waitFor();
    await composerOf(member).waitFor();
    expect(await channel(member, '대장 회의').count()).toBe(0);
    await owner.getByRole('button', { name: '닫기' }).click();
  });
});

describe('what a channel allows', () => {
  it('follows its category, and changes when it moves to another one', async () => {
    await api(`/chat/v1/categories/${ids.voice}/overwrites/${place.serverId}`, {
      method: 'PUT',
      token: jimin.accessToken,
      body: { targetType: 'role', allow: 0, deny: 2 },
    });
    await channel(member, '코스').click();
    await composerOf(member).waitFor();
    await channel(owner, '코스').waitFor();
    await drag(owner, channel(owner, '코스'), channel(owner, '라운지'), 'below');
    await member.getByText('이 채널에서는 읽기만 할 수 있어요.').waitFor();
    await channel(owner, '코스').click({ button: 'right' });
    await owner.getByRole('menuitem', { name: '권한 설정' }).click();
    await owner.getByText('음성 채널 카테고리와 같아요.').waitFor();
    await owner.getByRole('button', { name: '따로 정하기' }).click();
    await owner.getByRole('group', { name: '메시지 보내기' }).getByTitle('허용').click();
    await owner.getByRole('button', { name: '변경 사항 저장' }).click();
    await composerOf(member).waitFor();
    await owner.getByRole('button', { name: '다시 맞추기' }).click();
    await owner.getByRole('dialog').getByRole('button', { name: '다시 맞추기' }).last().click();
    await member.getByText('이 채널에서는 읽기만 할 수 있어요.').waitFor();
    await owner.getByRole('button', { name: '닫기' }).click();
  });

  it('slow mode makes a member wait, and keeps what they typed', async () => {
    await channel(member, '일반').click();
    await owner.getByRole('button', { name: '일반 채널 메뉴' }).click();
    await owner.getByRole('menuitem', { name: '채널 설정' }).click();
    await owner.getByLabel('슬로 모드').selectOption('60');
    await owner.getByRole('button', { name: '변경 사항 저장' }).click();
    await member.getByText('슬로 모드: 1분에 한 번 보낼 수 있어요').waitFor();
    await say(member, '첫 번째');
    await seesMessage(member, '첫 번째');
    await member.getByText(/슬로 모드: 0:\d\d 뒤에 보낼 수 있어요/).waitFor();
    await say(member, '두 번째');
    expect(await composerOf(member).inputValue()).toBe('두 번째');
    await owner.getByLabel('슬로 모드').selectOption('0');
    await owner.getByRole('button', { name: '변경 사항 저장' }).click();
    await eventually(
      () => member.getByText(/^슬로 모드/).count(),
      (count) => count === 0,
    );
    await composerOf(member).press('Enter');
    await seesMessage(member, '두 번째');
    await owner.getByRole('button', { name: '닫기' }).click();
  });

  it('an announcement channel says why a member can only read', async () => {
    await owner.getByRole('button', { name: '텍스트 채널에 채널 만들기' }).click();
    const dialog = owner.getByRole('dialog');
    await dialog.getByRole('radio', { name: /^공지 채널/ }).check();
    await dialog.getByLabel('채널 이름').fill('소식');
    await dialog.getByRole('button', { name: '채널 만들기' }).dblclick();
    await channel(member, '소식').click();
    await member.getByText('공지 채널이에요. 정해진 사람만 쓸 수 있어요.').waitFor();
    expect(await channel(member, '소식').count()).toBe(1);
  });

  it('a deleted channel that is open leads its reader to another', async () => {
    await owner.getByRole('button', { name: '소식 채널 메뉴' }).click();
    await owner.getByRole('menuitem', { name: '채널 삭제' }).click();
    await owner.getByRole('dialog').getByText('#소식 채널을 삭제할까요?').waitFor();
    await owner.getByRole('dialog').getByRole('button', { name: '채널 삭제' }).click();
    await isTold(member, '‘소식’ 채널을 더 볼 수 없어요.');
    await composerOf(member).waitFor();
  });
});

describe('on a phone', () => {
  it('a short swipe scrolls and a long press drags', async () => {
    const { page, context } = await openWindow(browser, phone);
    await signIn(page, jimin, `/servers/${place.serverId}`);
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
    await context.close();
  });
});
