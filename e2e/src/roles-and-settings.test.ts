import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from './browser.js';
import { createPerson, createPlace, type Person, type Place } from './people.js';
import { composerOf, eventually, openAs, openSettings } from './steps.js';

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
  owner = (await openAs(browser, jimin, place.path)).page;
  member = (await openAs(browser, alice, place.path)).page;
  await composerOf(member).waitFor();
  await composerOf(owner).waitFor();
});
afterAll(() => browser.close());

const roleList = () => owner.getByRole('navigation', { name: '역할 목록' });
const save = () => owner.getByRole('button', { name: '변경 사항 저장' }).click();
const createRole = async (name: string) => {
  await owner.getByRole('button', { name: '역할 만들기' }).click();
  await owner.getByRole('region', { name: '새 역할' }).waitFor();
  await owner.getByLabel('역할 이름').fill(name);
  await save();
  await roleList().getByRole('link', { name }).waitFor();
};
const createButton = (page: Page) => page.getByRole('button', { name: '텍스트 채널에 채널 만들기' });

describe('roles, with the owner and a member side by side', () => {
  it('creating, colouring and granting a role gives the member its permissions within a second', async () => {
    await openSettings(owner, '역할');
    await createRole('새싹');
    await owner.getByRole('radio', { name: '감', exact: true }).check({ force: true });
    await owner.getByRole('tab', { name: '권한' }).click();
    await owner.getByRole('switch', { name: '채널 관리' }).click();
    await save();
    await owner.getByText('역할을 저장했어요.').last().waitFor();

    await owner.getByRole('tab', { name: '멤버' }).click();
    await owner.getByRole('button', { name: '멤버 찾아서 추가' }).click();
    await owner.getByRole('list', { name: '찾은 멤버' }).getByRole('button', { name: /Alice/ }).click();
    await owner.getByText('역할을 줬어요.').waitFor();
    await createButton(member).waitFor({ timeout: 1_000 });
    await owner.keyboard.press('Escape');
    await owner.getByText('멤버 1명').waitFor();
  });

  it('removing a permission takes effect for the member at once', async () => {
    await owner.getByRole('tab', { name: '권한' }).click();
    await owner.getByRole('switch', { name: '채널 관리' }).click();
    await save();
    await createButton(member).waitFor({ state: 'detached', timeout: 3_000 });
  });

  it('leaving unsaved changes is refused until they are discarded', async () => {
    await owner.getByRole('switch', { name: '서버 관리' }).click();
    await owner.keyboard.press('Escape');
    await owner.getByText('나가기 전에 저장하거나 되돌려 주세요').waitFor();
    await owner.getByRole('button', { name: '되돌리기' }).click();
    await owner.getByText('나가기 전에 저장하거나 되돌려 주세요').waitFor({ state: 'detached' });
  });

  it('reordering roles by keyboard persists', async () => {
    await createRole('나무');
    const names = () => roleList().getByRole('listitem').allTextContents();
    const before = await names();
    expect(before.map((text) => text.trim())).toEqual(['새싹', '나무']);
    const grip = owner.getByRole('button', { name: '나무 역할 옮기기' });
    await grip.focus();
    await owner.keyboard.press('Space');
    await owner.getByText('나무 역할이 2번째 자리로 왔어요.').waitFor({ state: 'attached' });
    await owner.keyboard.press('ArrowUp');
    await owner.getByText('나무 역할이 1번째 자리로 왔어요.').waitFor({ state: 'attached' });
    await owner.keyboard.press('Space');
    await eventually(names, (now) => now[0]?.trim() === '나무', 5_000);
    await owner.reload();
    await roleList().getByRole('link', { name: '나무' }).waitFor();
    expect((await names()).map((text) => text.trim())).toEqual(['나무', '새싹']);
  });

  it('the owner views the server as a role, and returns with one click', async () => {
    await roleList().getByRole('link', { name: '새싹' }).click();
    await owner.getByRole('button', { name: '새싹 역할 메뉴' }).click();
    await owner.getByRole('menuitem', { name: '이 역할로 보기' }).click();
    await owner.getByText('‘새싹’ 역할로 보고 있어요').waitFor();
    await composerOf(owner).waitFor();
    expect(await createButton(owner).count()).toBe(0);
    await owner.getByRole('button', { name: '끝내기' }).click();
    await createButton(owner).waitFor();
  });

  it('the explainer names the rule that decided', async () => {
    await openSettings(owner, '권한 확인');
    await owner.getByLabel('역할', { exact: true }).last().selectOption({ label: '새싹' });
    const answer = (name: string) => owner.getByRole('listitem').filter({ hasText: name });
    await answer('초대하기').getByText('모두 역할에 이 권한이 있어요.').waitFor();
    await answer('서버 관리').getByText('이 권한을 주는 역할이 없어요.').waitFor();
  });

  it('granting a role to several members at once reports the result', async () => {
    await owner.getByRole('link', { name: '멤버', exact: true }).click();
    await owner.getByRole('checkbox', { name: /Alice/ }).check();
    await owner.getByRole('toolbar').getByRole('button', { name: '역할 주기' }).click();
    const dialog = owner.getByRole('dialog', { name: '1명에게 역할을 줄까요?' });
    await dialog.getByLabel('역할').selectOption({ label: '나무' });
    await dialog.getByRole('button', { name: '역할 주기' }).click();
    const done = owner.getByRole('dialog', { name: '1명을 마쳤어요' });
    await done.getByRole('button', { name: '확인' }).click();
    await owner.getByRole('listitem').filter({ hasText: 'Alice' }).getByText('나무').waitFor();
  });
});

it('renaming a server shows the new name to the member at once', async () => {
  await owner.getByRole('link', { name: '서버 정보' }).click();
  await owner.getByLabel('서버 이름').fill('숲속 마을');
  await save();
  await member.getByRole('heading', { name: '숲속 마을' }).waitFor();
});
