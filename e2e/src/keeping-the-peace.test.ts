import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { can, setOf } from '@maru/contracts/permissions';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser, phone } from './browser.js';
import { fillServer } from './fill-server.js';
import { api, createPerson, createPlace, userIdOf, type Person, type Place } from './people.js';
import { composerOf, eventually, openAs, say, seesMessage } from './steps.js';

const moderating = setOf(
  'kickMembers',
  'banMembers',
  'timeOutMembers',
  'muteMembers',
  'manageNicknames',
  'manageRoles',
);

let browser: Browser;
let jimin: Person;
let haneul: Person;
let alice: Person;
let place: Place;
let owner: Page;
let moderator: Page;
let member: Page;
beforeAll(async () => {
  browser = await launchBrowser();
  [jimin, haneul, alice] = await Promise.all([
    createPerson('지민'),
    createPerson('하늘'),
    createPerson('Alice'),
  ]);
  place = await createPlace(jimin, [haneul, alice], '주말 등산 모임');
  const server = `/chat/v1/servers/${place.serverId}`;
  const token = jimin.accessToken;
  const guards = { name: '운영진', color: '#e0a800', isHoisted: true, permissions: moderating };
  const { roleId } = await api<{ roleId: string }>(`${server}/roles`, { body: guards, token });
  await api(`${server}/roles`, { body: { name: '산행 대장', color: '#1f6feb', isHoisted: true }, token });
  await api(`${server}/members/${userIdOf(haneul)}/roles/${roleId}`, { method: 'PUT', token });
  const open = async (person: Person) => {
    const { page } = await openAs(browser, person, place.path);
    await composerOf(page).waitFor();
    return page;
  };
  [owner, moderator, member] = [await open(jimin), await open(haneul), await open(alice)];
});
afterAll(() => browser.close());

const panelOf = (page: Page) => page.getByRole('region', { name: '멤버' });
const rowOf = (page: Page, name: string) =>
  panelOf(page).getByRole('button', { name: new RegExp(`^${name}`) });

/** Right-clicks a member in the panel and chooses an action. */
const choose = async (page: Page, name: string, action: string) => {
  await rowOf(page, name).click({ button: 'right' });
  await page.getByRole('menuitem', { name: action, exact: true }).click();
};

const confirm = (page: Page, action: string) =>
  page.getByRole('dialog').getByRole('button', { name: action, exact: true }).click();

describe("the members' panel", () => {
  it('groups members by role and presence', async () => {
    for (const page of [owner, member]) {
      await panelOf(page).getByRole('heading', { name: '운영진 — 1' }).waitFor();
      await panelOf(page).getByRole('heading', { name: '온라인 — 2' }).waitFor();
      await rowOf(page, '지민.*서버 소유자').waitFor();
    }
  });

  it('regroups for every viewer when a member gets a role from their card', async () => {
    await rowOf(moderator, 'Alice').click();
    const card = moderator.getByRole('dialog', { name: 'Alice님의 프로필' });
    await card.getByRole('button', { name: '역할 주기' }).click();
    await moderator.getByLabel('역할 찾기').fill('대장');
    await moderator.getByRole('button', { name: '산행 대장', exact: true }).click();
    for (const page of [owner, moderator, member]) {
      await panelOf(page).getByRole('heading', { name: '산행 대장 — 1' }).waitFor();
    }
    await card.getByRole('button', { name: '산행 대장 역할 빼기' }).waitFor();
    await moderator.keyboard.press('Escape');
  });

  it('finds members by name, even while the last syllable is unfinished', async () => {
    await panelOf(owner).getByRole('textbox', { name: '멤버 찾기' }).fill('하ㄴ');
    await panelOf(owner).getByText('1명을 찾았어요').waitFor();
    await rowOf(owner, '하늘').waitFor();
    expect(await rowOf(owner, 'Alice').count()).toBe(0);
    await owner.keyboard.press('Escape');
    await panelOf(owner).getByRole('heading', { name: '운영진 — 1' }).waitFor();
  });
});

describe('a profile card', () => {
  it('keeps a note that only its author sees', async () => {
    await rowOf(owner, 'Alice').click();
    const card = owner.getByRole('dialog', { name: 'Alice님의 프로필' });
    await card.getByLabel('나만 보는 메모').fill('산을 잘 타요');
    await card.getByText('저장했어요').waitFor();
    await owner.keyboard.press('Escape');
    await rowOf(owner, 'Alice').click();
    await eventually(
      () => card.getByLabel('나만 보는 메모').inputValue(),
      (text) => text === '산을 잘 타요',
    );
    await owner.keyboard.press('Escape');
    await rowOf(moderator, 'Alice').click();
    const other = moderator.getByRole('dialog', { name: 'Alice님의 프로필' });
    expect(await other.getByLabel('나만 보는 메모').inputValue()).toBe('');
    await moderator.keyboard.press('Escape');
  });

  it('is a sheet on a phone', async () => {
    const { page, close } = await openAs(browser, haneul, place.path, phone);
    await page.getByRole('button', { name: '멤버 보기' }).click();
    await rowOf(page, 'Alice').click();
    const card = page.getByRole('dialog', { name: 'Alice님의 프로필' });
    await card.getByRole('button', { name: '내보내기' }).waitFor();
    const box = await card.boundingBox();
    expect([box?.x, box?.width]).toEqual([0, 390]);
    await close();
  });
});

describe('a moderator', () => {
  it('sets a nickname, which every member sees everywhere', async () => {
    await say(member, '안녕하세요');
    await seesMessage(owner, '안녕하세요');
    await choose(moderator, 'Alice', '닉네임 바꾸기');
    await moderator.getByRole('textbox', { name: '닉네임' }).fill('북한산 앨리스');
    await confirm(moderator, '저장');
    for (const page of [owner, moderator, member]) {
      await rowOf(page, '북한산 앨리스').waitFor();
      await page.getByRole('article').getByRole('button', { name: '북한산 앨리스', exact: true }).waitFor();
    }
  });

  it('times a member out; they may write again as soon as the timeout is removed', async () => {
    await composerOf(member).fill('다 못 쓴 글');
    await choose(moderator, '북한산 앨리스', '타임아웃');
    await moderator.getByRole('radio', { name: '1시간' }).click({ force: true });
    await confirm(moderator, '타임아웃하기');
    await member.getByText(/까지 글을 쓸 수 없어요/).waitFor();
    await rowOf(owner, '북한산 앨리스.*타임아웃 중').waitFor();
    await choose(moderator, '북한산 앨리스', '타임아웃 바꾸기');
    await confirm(moderator, '타임아웃 끝내기');
    await composerOf(member).waitFor();
    expect(await composerOf(member).inputValue()).toBe('다 못 쓴 글');
    await composerOf(member).fill('');
  });

  it('need not remove a timeout: the composer returns by itself', async () => {
    const path = `/chat/v1/servers/${place.serverId}/members/${userIdOf(alice)}/timeout`;
    await api(path, { method: 'PUT', body: { seconds: 4 }, token: haneul.accessToken });
    await member.getByText(/까지 글을 쓸 수 없어요/).waitFor();
    await composerOf(member).waitFor();
  });

  it('mutes a member and unmutes them', async () => {
    await choose(moderator, '북한산 앨리스', '음소거');
    await confirm(moderator, '음소거');
    await rowOf(member, '북한산 앨리스.*음소거됨').waitFor();
    await choose(moderator, '북한산 앨리스', '음소거 풀기');
    await confirm(moderator, '음소거 풀기');
    await eventually(
      () => rowOf(member, '북한산 앨리스.*음소거됨').count(),
      (count) => count === 0,
    );
  });

  it("sees why the owner can't be moderated", async () => {
    await say(owner, '저는 소유자예요');
    await seesMessage(moderator, '저는 소유자예요');
    await moderator.getByRole('article').filter({ hasText: '저는 소유자예요' }).click({ button: 'right' });
    await moderator.getByRole('menuitem', { name: '작성자 내보내기' }).click();
    await moderator.getByRole('alert').getByText('서버의 소유자에게는 할 수 없어요.').waitFor();
    await moderator.keyboard.press('Escape');
  });
});

it('a member has no moderation actions, but may report', async () => {
  await rowOf(member, '하늘').click({ button: 'right' });
  await member.getByRole('menuitem', { name: '신고하기' }).waitFor();
  expect(await member.getByRole('menuitem').allInnerTexts()).toEqual(['신고하기']);
  await member.keyboard.press('Escape');
  const message = member.getByRole('article').filter({ hasText: '저는 소유자예요' });
  await message.click({ button: 'right' });
  await member.getByRole('menuitem', { name: '메시지 신고하기' }).waitFor();
  expect(await member.getByRole('menuitem').allInnerTexts()).toEqual(['글 복사', '메시지 신고하기']);
  await member.keyboard.press('Escape');
});

describe('a troublesome member', () => {
  it('is kicked, reads the server’s name in the notice, and may return by invite', async () => {
    await choose(moderator, '북한산 앨리스', '내보내기');
    await confirm(moderator, '내보내기');
    await member.getByText('주말 등산 모임 서버에서 나왔어요.').waitFor();
    await member.waitForURL('**/servers');
    await eventually(
      () => rowOf(owner, '북한산 앨리스').count(),
      (count) => count === 0,
    );
    // After leaving, a member appears under their profile name.
    await owner.getByRole('article').getByRole('button', { name: 'Alice', exact: true }).waitFor();
    await member.goto(`/invite/${place.inviteCode}`);
    await member.getByRole('button', { name: /들어가기/ }).click();
    await composerOf(member).waitFor();
    await rowOf(owner, 'Alice').waitFor();
  });

  it('is banned together with their messages, and no invite admits them again', async () => {
    await say(member, '그냥 다 싫어요');
    for (const page of [owner, moderator]) await seesMessage(page, '그냥 다 싫어요');
    await choose(moderator, 'Alice', '서버 차단');
    await moderator.getByRole('radio', { name: '1주' }).click({ force: true });
    await moderator.getByLabel('최근 메시지 지우기').selectOption('지난 1시간');
    await confirm(moderator, '차단하기');
    await member.getByText('주말 등산 모임 서버에서 나왔어요.').waitFor();
    await member.goto(`/invite/${place.inviteCode}`);
    await member.getByRole('button', { name: /들어가기/ }).click();
    await member.getByText(/차단/).first().waitFor();

    const written = ['안녕하세요', '그냥 다 싫어요'];
    for (const page of [owner, moderator]) {
      await eventually(
        () => page.getByRole('log').getByText('메시지가 삭제되었어요').count(),
        (count) => count === written.length,
      );
    }
    await owner.reload();
    await seesMessage(owner, '저는 소유자예요');
    for (const text of written) expect(await owner.getByText(text, { exact: true }).count()).toBe(0);
  });
});

it('controls for revoked permissions disappear from the screen at once', async () => {
  const server = `/chat/v1/servers/${place.serverId}`;
  const token = jimin.accessToken;
  const { roles } = await api<{ roles: { roleId: string; permissions: number }[] }>(server, {
    method: 'GET',
    token,
  });
  const guards = roles.find(({ permissions }) => can(permissions, 'kickMembers'));
  await api(`${server}/members/${userIdOf(haneul)}/roles/${guards?.roleId}`, { method: 'DELETE', token });
  await panelOf(moderator).getByRole('heading', { name: '온라인 — 2' }).waitFor();
  await rowOf(moderator, '지민').click({ button: 'right' });
  await moderator.getByRole('menuitem', { name: '신고하기' }).waitFor();
  expect(await moderator.getByRole('menuitem').allInnerTexts()).toEqual(['신고하기']);
});

describe('a large server', () => {
  const many = 120;

  it('can be scrolled to its last member, while the page holds only visible ones', async () => {
    const crowd = await createPlace(jimin, [], '큰 마을');
    await fillServer(
      crowd.serverId,
      Array.from({ length: many }, (_, index) => `멤버 ${String(index + 1).padStart(3, '0')}`),
    );
    const { page, close } = await openAs(browser, jimin, crowd.path);
    await panelOf(page)
      .getByRole('heading', { name: `오프라인 — ${many}` })
      .waitFor();
    await rowOf(page, '멤버 001').waitFor();
    expect(await panelOf(page).getByRole('button').count()).toBeLessThan(60);
    await rowOf(page, '멤버 001').hover();
    await eventually(
      async () => {
        await page.mouse.wheel(0, 1_500);
        return rowOf(page, '멤버 120').count();
      },
      (count) => count === 1,
    );
    await close();
  });
});
