import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser, openWindow, phone } from './browser.js';
import { createPerson, createPlace, type Person, type Place } from './people.js';
import { composerOf, eventually, openAs, say, seesMessage, signIn } from './steps.js';

let browser: Browser;
let jimin: Person;
let alice: Person;
let place: Place;
let owner: Page;
let member: Page;
beforeAll(async () => {
  browser = await launchBrowser();
  [jimin, alice] = await Promise.all([
    createPerson('지민'),
    createPerson('아주아주긴이름을가진사람의닉네임은서른두글자까지될수있어요'),
  ]);
  place = await createPlace(jimin, [alice]);
  owner = (await openAs(browser, jimin, place.path)).page;
  member = (await openAs(browser, alice, place.path)).page;
  await composerOf(member).waitFor();
});
afterAll(() => browser.close());

const channelLink = (page: Page, name: string) =>
  page.getByRole('navigation', { name: '채널 목록' }).getByRole('link', { name });

describe('an owner and a member side by side', () => {
  it('a new channel appears for both, and a message in it marks it unread', async () => {
    await owner.getByRole('button', { name: '텍스트 채널에 채널 만들기' }).click();
    await owner.getByLabel('채널 이름', { exact: true }).fill('공지');
    await owner.getByRole('dialog').getByRole('button', { name: '채널 만들기' }).click();
    await channelLink(member, '공지').waitFor();
    await channelLink(owner, '공지').click();
    await owner.getByRole('heading', { name: '공지', exact: true }).waitFor();
    await say(owner, '새 공지예요');
    await channelLink(member, '공지 읽지 않은 메시지 있음').waitFor();
    expect(await member.title()).toMatch(/^\(1\)/);
    await channelLink(member, '공지').click();
    await seesMessage(member, '새 공지예요');
    await eventually(
      () => member.title(),
      (title) => !title.startsWith('('),
    );
  });

  it('a member has no controls that only managers may use', async () => {
    expect(await member.getByRole('button', { name: /채널 만들기$/ }).count()).toBe(0);
    await member.getByRole('log').getByText('새 공지예요').hover();
    expect(await member.getByRole('button', { name: '메시지 수정' }).count()).toBe(0);
    expect(await member.getByRole('button', { name: '메시지 삭제' }).count()).toBe(0);
    await member.getByRole('button', { name: /서버 메뉴/ }).click();
    await member.getByRole('menuitem', { name: '서버 나가기' }).waitFor();
    expect(await member.getByRole('menuitem', { name: '서버 설정' }).count()).toBe(0);
    await member.keyboard.press('Escape');
  });

  it("the owner may delete a member's message", async () => {
    await say(member, '규칙에 어긋난 글');
    await seesMessage(owner, '규칙에 어긋난 글');
    const row = owner.getByRole('article').filter({ hasText: '규칙에 어긋난 글' });
    await row.hover();
    await row.getByRole('button', { name: '메시지 삭제' }).click();
    await owner.getByRole('dialog').getByRole('button', { name: '삭제' }).click();
    await seesMessage(member, '메시지가 삭제되었어요');
  });

  it('new names and a topic reach the other at once', async () => {
    await owner.getByRole('button', { name: '공지 채널 메뉴' }).click();
    await owner.getByRole('menuitem', { name: '채널 설정' }).click();
    await owner.getByLabel('채널 이름', { exact: true }).fill('알림');
    await owner.getByLabel('채널 주제').fill('모임 날짜와 장소만 올려요. 수다는 일반 채널에서 해요.');
    await owner.getByRole('button', { name: '변경 사항 저장' }).click();
    await owner.getByText('저장했어요.').waitFor();
    await owner.getByRole('button', { name: '닫기' }).click();
    await member.getByRole('heading', { name: '알림', exact: true }).waitFor();
    await member.getByRole('button', { name: /^주제 자세히 보기/ }).click();
    await member.getByRole('dialog').getByText('수다는 일반 채널에서 해요.', { exact: false }).waitFor();
    await member.keyboard.press('Escape');
    await owner.getByRole('button', { name: /서버 메뉴/ }).click();
    await owner.getByRole('menuitem', { name: '서버 설정' }).click();
    await owner.getByLabel('서버 이름').fill('새 이름의 마을');
    await owner.getByRole('button', { name: '변경 사항 저장' }).click();
    await member.getByRole('heading', { name: '새 이름의 마을' }).waitFor();
    await owner.keyboard.press('Escape');
  });

  it('two tabs of one person agree on read messages', async () => {
    const second = await member.context().newPage();
    await second.goto(place.path);
    await composerOf(second).waitFor();
    await channelLink(member, '일반').click();
    await member.getByRole('heading', { name: '일반', exact: true }).waitFor();
    await say(owner, '두 탭에서 볼 글');
    await channelLink(second, '알림 읽지 않은 메시지 있음').waitFor();
    await member.bringToFront();
    await channelLink(member, '알림').click();
    await seesMessage(member, '두 탭에서 볼 글');
    await eventually(
      () => channelLink(second, '알림 읽지 않은 메시지 있음').count(),
      (count) => count === 0,
    );
    await second.close();
  });
});

describe('sessions', () => {
  it('signing out in one tab signs out the other, and signing in again returns to the same page', async () => {
    const bob = await createPerson('Bob');
    const home = await createPlace(bob, []);
    const { page, context, close } = await openAs(browser, bob, home.path);
    const second = await context.newPage();
    await second.goto(home.path);
    await composerOf(second).waitFor();
    await page.getByRole('button', { name: '설정' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '로그아웃', exact: true }).click();
    await page.getByRole('heading', { name: '다시 만나서 반가워요' }).waitFor();
    await second.getByRole('heading', { name: '다시 만나서 반가워요' }).waitFor();
    await signIn(second, bob, home.path);
    await composerOf(second).waitFor();
    await close();
  });

  it('an invalid invite says so, on a phone too', async () => {
    const { page, close } = await openWindow(browser, phone);
    await page.goto('/invite/does-not-exist-1');
    await page.getByRole('heading', { name: '쓸 수 없는 초대예요' }).waitFor();
    await page.goto('/nowhere');
    await page.getByRole('heading', { name: '페이지를 찾을 수 없어요' }).waitFor();
    await close();
  });
});
