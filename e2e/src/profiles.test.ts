import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { launchBrowser, phone } from './browser.js';
import { createPerson, createPlace } from './people.js';
import { composerOf, eventually, openAs, say, seesMessage } from './steps.js';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const picture = fileURLToPath(new URL('../../client/public/images/app-ko-light.jpg', import.meta.url));

it('a new name and picture appear at once for everyone who sees them, and the card shows more', async () => {
  const [jimin, alice] = await Promise.all([createPerson('지민'), createPerson('Alice')]);
  const place = await createPlace(jimin, [alice]);
  const [mine, theirs] = [await openAs(browser, jimin, place.path), await openAs(browser, alice, place.path)];
  await say(mine.page, '프로필을 바꿔 볼게요');
  await seesMessage(theirs.page, '프로필을 바꿔 볼게요');

  await mine.page.getByRole('button', { name: '설정' }).click();
  const chooser = mine.page.waitForEvent('filechooser');
  await mine.page.getByRole('button', { name: '사진 고르기' }).click();
  await (await chooser).setFiles(picture);
  const crop = mine.page.getByRole('dialog', { name: '사진 자르기' });
  await crop.getByRole('slider').fill('2');
  await crop.getByRole('button', { name: '저장' }).click();
  await crop.waitFor({ state: 'detached' });
  await mine.page.getByLabel('닉네임').fill('새 지민');
  await mine.page.getByLabel('한 줄 소개').fill('오늘도 마루');
  await mine.page.getByLabel('소개', { exact: true }).fill('산책을 좋아해요.');
  await mine.page.getByRole('button', { name: '저장' }).click();
  await mine.page.getByText('프로필을 저장했어요.').waitFor();

  const { page } = theirs;
  await page.getByRole('log').getByText('새 지민').waitFor();
  const avatar = page.getByRole('log').locator('img').first();
  await avatar.waitFor();
  const isDrawn = () =>
    avatar.evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth > 0);
  await eventually(isDrawn, Boolean);
  await page.getByRole('log').getByRole('button', { name: '새 지민', exact: true }).first().click();
  const card = page.getByRole('dialog', { name: '새 지민님의 프로필' });
  await card.getByText('오늘도 마루').waitFor();
  await card.getByRole('button', { name: '전체 프로필 보기' }).click();
  await page.getByRole('dialog', { name: '새 지민님의 프로필' }).getByText('산책을 좋아해요.').waitFor();
  await page.keyboard.press('Escape');
  await composerOf(page).waitFor();
  expect([...mine.errors, ...theirs.errors]).toEqual([]);
  await mine.close();
  await theirs.close();
});

it("a file that isn't a picture, and a taken tag, are refused with a clear message", async () => {
  const [jimin, alice] = await Promise.all([createPerson('지민'), createPerson('Alice')]);
  const { page, close } = await openAs(browser, jimin, '/servers', phone);
  await page.goto('/settings/profile');
  const input = page.locator('input[type=file]').first();
  const noPicture = { mimeType: 'image/png', buffer: Buffer.from('<svg onload=alert(1)>') };
  await input.setInputFiles({ name: 'a.png', ...noPicture });
  await page.getByText('이 파일은 사진으로 쓸 수 없어요').waitFor();
  await page.getByLabel('닉네임').fill('가');
  await page.getByText('2~32자로, 보이지 않는 문자 없이 적어 주세요.').waitFor();
  await page.getByRole('button', { name: '되돌리기' }).click();

  const other = await openAs(browser, alice);
  await other.page.goto('/settings/profile');
  const taken = await other.page.getByLabel('태그').inputValue();
  await page.getByLabel('태그').fill(taken);
  await page.getByRole('button', { name: '저장' }).click();
  await page.getByText('이미 쓰고 있는 태그예요.').waitFor();
  await close();
  await other.close();
});
