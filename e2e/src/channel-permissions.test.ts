import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from './browser.js';
import { channel, drag } from './channel-list.js';
import { api, createPerson, createPlace, userIdOf, type Person, type Place } from './people.js';
import { composerOf, eventually, openAs, say, seesMessage } from './steps.js';

let browser: Browser;
let jimin: Person;
let alice: Person;
let place: Place;
let owner: Page;
let member: Page;
let roleId: string;
let voiceId: string;
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
  const idOf = (wanted: string) => categories.find(({ name }) => name === wanted)?.categoryId ?? '';
  voiceId = idOf('음성 채널');
  await api(`${server}/channels`, {
    body: { name: '코스', type: 'text', categoryId: idOf('텍스트 채널') },
    token,
  });
  const role = await api<{ roleId: string }>(`${server}/roles`, { body: { name: '대장' }, token });
  roleId = role.roleId;
  owner = (await openAs(browser, jimin, place.path)).page;
  member = (await openAs(browser, alice, place.path)).page;
  await composerOf(owner).waitFor();
  await composerOf(member).waitFor();
});
afterAll(() => browser.close());

/** In a toast, which stays visible after navigation. */
const isTold = (page: Page, text: string) =>
  page
    .getByRole('region', { name: /^Notifications/ })
    .getByText(text)
    .waitFor();

describe('private channels', () => {
  it('appear as soon as a member gets the role', async () => {
    await owner.getByRole('button', { name: '텍스트 채널에 채널 만들기' }).click();
    const dialog = owner.getByRole('dialog');
    await dialog.getByLabel('채널 이름').fill('대장 회의');
    await dialog.getByRole('switch', { name: '비공개 채널' }).click();
    await dialog.getByText('대장', { exact: true }).click();
    await dialog.getByRole('button', { name: '채널 만들기' }).click();
    await channel(owner, '대장 회의 비공개').waitFor();
    expect(await channel(member, '대장 회의').count()).toBe(0);
    await api(`/chat/v1/servers/${place.serverId}/members/${userIdOf(alice)}/roles/${roleId}`, {
      method: 'PUT',
      token: jimin.accessToken,
    });
    await channel(member, '대장 회의').click();
    await composerOf(member).waitFor();
    await say(member, '저도 왔어요');
    await seesMessage(member, '저도 왔어요');
  });

  it('disappear for members who lose access, and the app moves them to another channel', async () => {
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

describe('the permissions of a channel', () => {
  it('follow its category, and change when it moves to another one', async () => {
    await api(`/chat/v1/categories/${voiceId}/overwrites/${place.serverId}`, {
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

  it('slow mode makes a member wait and keeps their draft; message managers need not wait', async () => {
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

    await owner.getByRole('button', { name: '닫기' }).click();
    await channel(owner, '일반').click();
    await owner.getByRole('heading', { name: '일반', exact: true }).waitFor();
    for (const text of ['기다리지 않아요', '관리하니까요']) {
      await say(owner, text);
      await seesMessage(member, text);
    }
    await api(`/chat/v1/channels/${place.channelId}`, {
      method: 'PATCH',
      body: { slowModeSeconds: 0 },
      token: jimin.accessToken,
    });
    await eventually(
      () => member.getByText(/^슬로 모드/).count(),
      (count) => count === 0,
    );
    await composerOf(member).press('Enter');
    await seesMessage(owner, '두 번째');
  });

  it('an announcement channel explains why a member can only read', async () => {
    await owner.getByRole('button', { name: '텍스트 채널에 채널 만들기' }).click();
    const dialog = owner.getByRole('dialog');
    await dialog.getByRole('radio', { name: /^공지 채널/ }).check();
    await dialog.getByLabel('채널 이름').fill('소식');
    await dialog.getByRole('button', { name: '채널 만들기' }).dblclick();
    await channel(member, '소식').click();
    await member.getByText('공지 채널이에요. 정해진 사람만 쓸 수 있어요.').waitFor();
    expect(await channel(member, '소식').count()).toBe(1);
  });

  it('deleting an open channel moves its readers to another', async () => {
    await owner.getByRole('button', { name: '소식 채널 메뉴' }).click();
    await owner.getByRole('menuitem', { name: '채널 삭제' }).click();
    await owner.getByRole('dialog').getByText('#소식 채널을 삭제할까요?').waitFor();
    await owner.getByRole('dialog').getByRole('button', { name: '채널 삭제' }).click();
    await isTold(member, '‘소식’ 채널을 더 볼 수 없어요.');
    await composerOf(member).waitFor();
  });
});
