import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser, openWindow, phone } from './browser.js';
import { api, createPerson, createPlace, type Person, type Place } from './people.js';
import { composerOf, eventually, openAs, say } from './steps.js';

let browser: Browser;
let jimin: Person;
let alice: Person;
let home: Place;
let owner: Page;
let guest: Page;
beforeAll(async () => {
  browser = await launchBrowser();
  [jimin, alice] = await Promise.all([createPerson('지민'), createPerson('Alice')]);
  home = await createPlace(jimin, [], '주말 등산 모임');
  owner = (await openAs(browser, jimin, home.path)).page;
  guest = (await openAs(browser, alice, '/servers', phone)).page;
});
afterAll(() => browser.close());

const openDialog = async (page: Page) => {
  await page.getByRole('button', { name: /서버 메뉴/ }).click();
  await page.getByRole('menuitem', { name: '초대하기' }).click();
};
const linkIn = (page: Page, isWanted: (link: string) => boolean) =>
  eventually(
    () => page.getByLabel('초대 링크').inputValue(),
    (link) => link.includes('/invite/') && isWanted(link),
  );

it("a single-use link admits one person, and tells the next why it doesn't work", async () => {
  await openDialog(owner);
  const usual = await linkIn(owner, () => true);
  await owner.getByRole('button', { name: '링크 설정 바꾸기' }).click();
  await owner.getByLabel('사용 횟수').selectOption('1회');
  await owner.getByLabel('유효 기간').selectOption('30분');
  await owner.getByRole('button', { name: '이 설정으로 링크 만들기' }).click();
  await owner.getByText('1명까지 들어올 수 있어요').waitFor();
  const link = await linkIn(owner, (each) => each !== usual);
  await owner.getByRole('button', { name: '복사' }).click();
  await owner.getByText('복사했어요').first().waitFor();
  expect(await owner.evaluate(() => navigator.clipboard.readText())).toBe(link);
  await owner.keyboard.press('Escape');

  await guest.goto(link);
  await guest.getByRole('button', { name: 'Alice님으로 들어가기' }).click();
  await composerOf(guest).waitFor();
  await guest.goto(link);
  await guest.getByText('이미 들어와 있는 서버예요.').waitFor();

  const stranger = await openWindow(browser);
  await stranger.page.goto(link);
  await stranger.page.getByRole('heading', { name: '정해진 인원이 모두 들어왔어요' }).waitFor();
  expect(await stranger.page.getByRole('link', { name: '가입하고 들어가기' }).count()).toBe(0);
  await stranger.close();
});

it('a link in a conversation shows its server, and becomes its entrance for members', async () => {
  const other = await createPlace(jimin, [], '새벽 수영 모임');
  await guest.goto(home.path);
  await composerOf(guest).waitFor();
  await say(owner, `여기도 오세요 ${new URL(`/invite/${other.inviteCode}`, owner.url()).href}`);
  const card = guest.getByRole('complementary', { name: '새벽 수영 모임 서버 초대' });
  await card.getByRole('link', { name: '들어가기' }).click();
  await guest.getByRole('button', { name: 'Alice님으로 들어가기' }).click();
  await guest.waitForURL(`**/servers/${other.serverId}/**`);
  await composerOf(guest).waitFor();
  await guest.goto(home.path);
  await card.getByRole('link', { name: '열기' }).waitFor();
});

it('a link leads to its channel and grants its role', async () => {
  const token = jimin.accessToken;
  const place = await createPlace(jimin, [], '독서 모임');
  const inServer = `/chat/v1/servers/${place.serverId}`;
  const role = await api<{ roleId: string }>(`${inServer}/roles`, { token, body: { name: '새싹' } });
  await api(`${inServer}/channels`, { token, body: { name: '첫인사', type: 'text', categoryId: null } });
  const bora = await createPerson('보라');
  await owner.goto(place.path);
  await openDialog(owner);
  const usual = await linkIn(owner, () => true);
  await owner.getByRole('button', { name: '링크 설정 바꾸기' }).click();
  await owner.getByLabel('처음 열리는 채널').selectOption('# 첫인사');
  await owner.getByLabel('줄 역할').selectOption('새싹');
  await owner.getByRole('button', { name: '이 설정으로 링크 만들기' }).click();
  await owner.getByText('새싹 역할을 받아요').waitFor();
  const link = await linkIn(owner, (each) => each !== usual);

  const { page, close } = await openAs(browser, bora);
  await page.goto(new URL(link).pathname);
  await page.getByText('명 접속 중').waitFor();
  await page.getByRole('button', { name: '보라님으로 들어가기' }).click();
  await page.getByRole('heading', { name: '첫인사', exact: true }).waitFor();
  const { members } = await api<{ members: { roleIds: string[] }[] }>(`${inServer}/members`, {
    method: 'GET',
    token,
  });
  expect(members.map(({ roleIds }) => roleIds)).toContainEqual([role.roleId]);
  await close();
});

it('a banned user is told so, and a pasted link opens the invite', async () => {
  const dora = await createPerson('도라');
  const { userId } = await api<{ userId: string }>('/user/v1/me', { method: 'GET', token: dora.accessToken });
  await api(`/chat/v1/servers/${home.serverId}/bans/${userId}`, {
    method: 'PUT',
    body: {},
    token: jimin.accessToken,
  });
  const { page, close } = await openAs(browser, dora, '/servers', phone);
  await page.getByRole('button', { name: '서버 추가' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '초대 링크로 참여' }).click();
  await page.getByLabel('초대 링크나 코드').fill('https://maru.example/nowhere');
  await page.getByRole('button', { name: '초대 보기' }).click();
  await page.getByText('마루의 초대 링크가 아니에요.', { exact: false }).waitFor();
  await page.getByLabel('초대 링크나 코드').fill(new URL(`/invite/${home.inviteCode}`, page.url()).href);
  await page.getByRole('button', { name: '초대 보기' }).click();
  await page.getByRole('button', { name: '도라님으로 들어가기' }).click();
  await page.getByRole('heading', { name: '이 서버에는 들어갈 수 없어요' }).waitFor();
  await close();
});

it('an owner pauses all invites, resumes them and revokes one; a member has no such actions', async () => {
  await owner.goto(home.path);
  await openDialog(owner);
  await owner.getByRole('button', { name: '초대 링크 관리' }).click();
  await owner.getByRole('button', { name: '초대 멈추기' }).click();
  await owner.getByText('지금은 아무도 링크로 들어올 수 없어요.').waitFor();

  const stranger = await openWindow(browser);
  await stranger.page.goto(`/invite/${home.inviteCode}`);
  await stranger.page.getByRole('heading', { name: '지금은 초대를 받지 않아요' }).waitFor();
  await owner.getByRole('button', { name: '다시 열기' }).click();
  await owner.getByText('링크를 가진 사람이 들어올 수 있어요.').waitFor();
  await stranger.page.reload();
  await stranger.page.getByRole('link', { name: '가입하고 들어가기' }).waitFor();

  const revokes = owner.getByRole('button', { name: '취소하기' });
  for (let left = await revokes.count(); left > 0; left -= 1) {
    await revokes.first().click();
    await eventually(
      () => revokes.count(),
      (count) => count === left - 1,
    );
  }
  await owner.getByText('쓸 수 있는 초대 링크가 없어요.').waitFor();
  await stranger.page.reload();
  await stranger.page.getByRole('heading', { name: '취소된 초대예요' }).waitFor();
  await stranger.close();

  await guest.goto(`/servers/${home.serverId}`);
  await openDialog(guest);
  await linkIn(guest, () => true);
  expect(await guest.getByRole('button', { name: '초대 링크 관리' }).count()).toBe(0);
});
