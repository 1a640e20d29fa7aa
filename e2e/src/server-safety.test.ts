import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from './browser.js';
import { api, createPerson, createPlace, type Person, type Place } from './people.js';
import { composerOf, eventually, openAs, openSettings, say, seesMessage } from './steps.js';

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
  // Before anyone opens the server, so that it holds for the first message.
  const rule = { name: '광고 살피기', trigger: { kind: 'words', words: ['광고'] }, action: 'flag' };
  await api(`/chat/v1/servers/${place.serverId}/content-rules`, { body: rule, token: jimin.accessToken });
  owner = (await openAs(browser, jimin, place.path)).page;
  member = (await openAs(browser, alice, place.path)).page;
  await composerOf(owner).waitFor();
  await composerOf(member).waitFor();
});
afterAll(() => browser.close());

const closeSettings = async () => {
  await owner.getByRole('button', { name: '닫기', exact: true }).click();
  await composerOf(owner).waitFor();
};
const waiting = (count: number) => owner.getByTitle(`기다리는 신고 ${count}개`);

describe('a message with a blocked word', () => {
  it('never arrives; its author sees why and may rephrase it', async () => {
    await openSettings(owner, '자동 관리');
    await owner.getByRole('button', { name: '규칙 만들기' }).click();
    const dialog = owner.getByRole('dialog', { name: '규칙 만들기' });
    await dialog.getByLabel('규칙 이름').fill('욕설 막기');
    await dialog.getByRole('textbox', { name: '막을 단어' }).fill('바보');
    await dialog.getByRole('textbox', { name: '막을 단어' }).press('Enter');
    await dialog.getByRole('button', { name: '저장' }).click();
    await owner.getByRole('listitem', { name: '욕설 막기' }).getByText('메시지 막기').waitFor();
    await closeSettings();

    await say(member, '이 바보야');
    const why = member.getByRole('alert').filter({ hasText: '이 서버에서 쓸 수 없는 말이 들어 있어요.' });
    await why.getByRole('button', { name: '고쳐 쓰기' }).click();
    await eventually(
      () => composerOf(member).inputValue(),
      (text) => text === '이 바보야',
    );
    await say(member, '이 친구야');
    await seesMessage(owner, '이 친구야');
    for (const page of [owner, member]) expect(await page.getByText('이 바보야').count()).toBe(0);
  });

  it("arrives if the rule only flags it, and reaches the owner's queue at once", async () => {
    await say(member, '광고 하나 할게요');
    await seesMessage(owner, '광고 하나 할게요');
    await waiting(1).waitFor();
  });
});

describe('reports', () => {
  const openQueue = async (count: number) => {
    await owner.getByRole('button', { name: /서버 메뉴/ }).click();
    await owner.getByRole('menuitem', { name: `기다리는 신고 ${count}개` }).click();
  };
  const inQueue = (text: string) =>
    owner.getByRole('list', { name: '대기 중' }).getByRole('listitem').filter({ hasText: text });

  it('by members reach the owner while the queue is open', async () => {
    await say(owner, '제 번호는 010-0000-0000이에요');
    await seesMessage(member, '제 번호는 010-0000-0000이에요');
    await openQueue(1);
    await inQueue('광고 하나 할게요').getByText('자동 관리가 알렸어요').waitFor();

    const message = member.getByRole('article').filter({ hasText: '제 번호는' });
    await message.click({ button: 'right' });
    await member.getByRole('menuitem', { name: '메시지 신고하기' }).click();
    const dialog = member.getByRole('dialog', { name: '지민님의 메시지 신고하기' });
    await dialog.getByRole('radio', { name: /^개인정보 노출/ }).check();
    await dialog.getByLabel('더 알려 줄 것').fill('지워 주세요');
    await dialog.getByRole('button', { name: '신고하기' }).click();
    await member.getByText('알려 줘서 고마워요').waitFor();
    await member.keyboard.press('Escape');

    await inQueue('제 번호는').getByText('지워 주세요').waitFor();
    await owner.getByRole('link', { name: '신고 기다리는 신고 2개' }).waitFor();
  });

  it('link to the message, and leave the queue once handled', async () => {
    await inQueue('광고 하나 할게요').getByRole('link', { name: '#일반 채널에서 보기' }).click();
    await owner.waitForURL(/message=\d+$/);
    await seesMessage(owner, '광고 하나 할게요');
    await openQueue(2);
    await inQueue('제 번호는').getByRole('button', { name: '처리함으로 닫기' }).click();
    await inQueue('제 번호는').waitFor({ state: 'detached' });
    await owner.getByRole('link', { name: '신고 기다리는 신고 1개' }).waitFor();
    await inQueue('광고 하나 할게요').getByRole('button', { name: '문제없음' }).click();
    await owner.getByText('기다리는 신고가 없어요').waitFor();
    await owner.getByRole('radio', { name: '처리함' }).check({ force: true });
    const handled = owner.getByRole('list', { name: '처리함' }).getByRole('listitem');
    await handled.getByText('지워 주세요').waitFor();
    expect(await handled.count()).toBe(1);
    await closeSettings();
    expect(await owner.getByTitle(/기다리는 신고/).count()).toBe(0);
  });
});

describe('a raid', () => {
  it('is stopped by one switch: joining is closed, and members without a role are read-only', async () => {
    await openSettings(owner, '안전');
    await owner.getByRole('button', { name: '레이드 방어 시작' }).click();
    await owner.getByRole('dialog').last().getByRole('button', { name: '레이드 방어 시작' }).click();
    await owner.getByRole('heading', { name: '레이드 방어 중이에요' }).waitFor();
    await member.getByText('잠시 동안 역할을 받은 멤버만 쓸 수 있어요.', { exact: false }).waitFor();

    const stranger = await openAs(browser, await createPerson('도윤'));
    await stranger.page.goto(`/invite/${place.inviteCode}`);
    await stranger.page.getByRole('heading', { name: '지금은 초대를 받지 않아요' }).waitFor();

    await owner.getByRole('button', { name: '레이드 방어 끝내기' }).click();
    await owner.getByRole('heading', { name: '레이드 방어', exact: true }).waitFor();
    await stranger.page.reload();
    await stranger.page.getByRole('button', { name: '도윤님으로 들어가기' }).waitFor();
    await stranger.close();
    await say(member, '다시 쓸 수 있어요');
    await seesMessage(member, '다시 쓸 수 있어요');
  });
});

it('the audit log lists all of this, and can be filtered by action', async () => {
  await owner.getByRole('link', { name: '감사 로그', exact: true }).click();
  const deed = (text: string) => owner.getByRole('listitem').filter({ hasText: text });
  await deed('지민님이 욕설 막기 규칙을 만들었어요').waitFor();
  await deed('지민님이 지민님에 대한 신고를 처리했어요').waitFor();
  await deed('지민님이 Alice님에 대한 신고를 처리했어요').waitFor();
  await deed('지민님이 레이드 방어를 시작했어요').waitFor();
  await owner.getByLabel('무엇을').selectOption('레이드 방어 종료');
  await deed('지민님이 레이드 방어를 시작했어요').waitFor({ state: 'detached' });
  await deed('지민님이 레이드 방어를 끝냈어요').waitFor();
  expect(await deed('지민님이').count()).toBe(1);
});
