import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from './browser.js';
import { api, createPerson, createPlace, type Person, type Place } from './people.js';
import { composerOf, eventually, openAs, openSettings } from './steps.js';

const picture = fileURLToPath(new URL('../../client/public/images/app-ko-light.jpg', import.meta.url));

let browser: Browser;
let jimin: Person;
let haneul: Person;
let alice: Person;
let place: Place;
let owner: Page;
let first: Page;
let second: Page;
beforeAll(async () => {
  browser = await launchBrowser();
  [jimin, haneul, alice] = await Promise.all([
    createPerson('지민'),
    createPerson('하늘'),
    createPerson('Alice'),
  ]);
  place = await createPlace(jimin, [haneul, alice], '주말 등산 모임');
  const open = async (person: Person) => {
    const { page } = await openAs(browser, person, place.path);
    await composerOf(page).waitFor();
    return page;
  };
  [owner, first, second] = [await open(jimin), await open(haneul), await open(alice)];
});
afterAll(() => browser.close());

const panelOf = (page: Page) => page.getByRole('region', { name: '멤버' });
const rowOf = (page: Page, name: string) =>
  panelOf(page).getByRole('button', { name: new RegExp(`^${name}`) });

it("a new icon appears in every member's rail at once", async () => {
  await openSettings(owner, '서버 정보');
  await owner.locator('input[type=file]').setInputFiles(picture);
  const crop = owner.getByRole('dialog', { name: '아이콘 자르기' });
  await crop.getByRole('button', { name: '저장' }).click();
  await crop.waitFor({ state: 'detached' });
  const icon = first.getByRole('navigation', { name: '내 서버' }).getByRole('link').locator('img');
  await eventually(
    () => icon.evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth > 0),
    Boolean,
  );
});

describe('several selected members', () => {
  const doToAll = async (action: string, done: string) => {
    await owner.getByRole('checkbox', { name: '모두 고르기' }).check();
    await owner.getByRole('toolbar').getByRole('button', { name: action }).click();
    const dialog = owner.getByRole('dialog', { name: /^2명/ });
    await dialog.getByRole('button', { name: new RegExp(`^${action}`) }).click();
    await owner.getByText(done).waitFor();
  };

  it('are timed out together', async () => {
    await owner.getByRole('link', { name: '멤버', exact: true }).click();
    await doToAll('타임아웃', '2명을 타임아웃했어요.');
    for (const page of [first, second]) await page.getByText(/까지 글을 쓸 수 없어요/).waitFor();
    await eventually(
      () => owner.getByRole('listitem').getByText('타임아웃 중').count(),
      (count) => count === 2,
    );
  });

  it('are kicked together, and lose the server at once', async () => {
    await doToAll('내보내기', '2명을 내보냈어요.');
    for (const page of [first, second]) {
      await page.getByText('주말 등산 모임 서버에서 나왔어요.').waitFor();
      await page.getByText('첫 서버를 만들어 볼까요?').waitFor();
    }
    await owner.getByText('멤버 1명').waitFor();
  });
});

it('a member who leaves disappears from the member list', async () => {
  for (const { accessToken } of [haneul, alice])
    await api(`/chat/v1/invites/${place.inviteCode}/accept`, { token: accessToken });
  await owner.getByRole('button', { name: '닫기', exact: true }).click();
  await rowOf(owner, '하늘').waitFor();
  await first.getByRole('link', { name: '주말 등산 모임' }).click();
  await first.getByRole('button', { name: /서버 메뉴/ }).click();
  await first.getByRole('menuitem', { name: '서버 나가기' }).click();
  await first.getByRole('dialog').getByRole('button', { name: '서버 나가기' }).click();
  await first.getByText('첫 서버를 만들어 볼까요?').waitFor();
  await rowOf(owner, '하늘').waitFor({ state: 'detached' });
  await rowOf(owner, 'Alice').waitFor();
});

describe('server ownership', () => {
  it("is transferred by typing the server's name; the former owner may no longer delete it", async () => {
    await second.getByRole('link', { name: '주말 등산 모임' }).click();
    await rowOf(second, '지민.*서버 소유자').waitFor();
    await openSettings(owner, '위험 구역');
    await owner.getByRole('button', { name: '소유자 바꾸기' }).click();
    await owner
      .getByRole('dialog', { name: '새 소유자' })
      .getByRole('button', { name: /^Alice/ })
      .click();
    const dialog = owner.getByRole('dialog', { name: '소유자를 Alice님으로 바꿀까요?' });
    const confirm = dialog.getByRole('button', { name: '소유자 바꾸기' });
    expect(await confirm.isDisabled()).toBe(true);
    await dialog.getByLabel('서버 이름').fill('주말 등산 모임');
    await confirm.click();

    for (const page of [owner, second]) await rowOf(page, 'Alice.*서버 소유자').waitFor();
    await owner.getByRole('button', { name: /서버 메뉴/ }).click();
    await owner.getByRole('menuitem', { name: '서버 나가기' }).waitFor();
    expect(await owner.getByRole('menuitem', { name: '서버 설정' }).count()).toBe(0);
    await owner.keyboard.press('Escape');
  });

  it('lets the new owner delete the server; its members leave it, and its invites lead nowhere', async () => {
    await openSettings(second, '위험 구역');
    await second.getByRole('button', { name: '서버 삭제' }).click();
    const dialog = second.getByRole('dialog', { name: '주말 등산 모임 서버를 삭제할까요?' });
    const confirm = dialog.getByRole('button', { name: '서버 삭제' });
    await dialog.getByLabel('서버 이름').fill('주말 등산');
    expect(await confirm.isDisabled()).toBe(true);
    await dialog.getByLabel('서버 이름').fill('주말 등산 모임');
    await confirm.click();
    for (const page of [second, owner]) await page.getByText('첫 서버를 만들어 볼까요?').waitFor();
    await first.goto(`/invite/${place.inviteCode}`);
    await first.getByRole('heading', { name: '쓸 수 없는 초대예요' }).waitFor();
  });
});
