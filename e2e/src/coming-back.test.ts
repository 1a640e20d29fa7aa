import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { desktop, launchBrowser, openWindow, phone, type WindowOptions } from './browser.js';
import { api, createPerson, createPlace, type Person, type Place } from './people.js';
import { composerOf, signIn, signOut, eventually } from './steps.js';

let browser: Browser;
let jimin: Person;
let alice: Person;
let places: Place[];

beforeAll(async () => {
  browser = await launchBrowser();
  [jimin, alice] = await Promise.all([createPerson('지민'), createPerson('Alice')]);
  places = [await createPlace(jimin, [], '첫 서버'), await createPlace(jimin, [], '둘째 서버')];
});
afterAll(() => browser.close());

const place = (index: number): Place => {
  const found = places[index];
  if (!found) throw new Error('there are two servers');
  return found;
};

const fillSignIn = async (page: Page, { email }: Person) => {
  await page.getByLabel('이메일').fill(email);
  await page.getByLabel('비밀번호', { exact: true }).fill('maru-e2e-1!');
  await page.getByRole('button', { name: '로그인' }).click();
};

it("signing in opens the person's own last server and channel", async () => {
  const { page, close } = await openWindow(browser);
  await signIn(page, jimin, place(1).path);
  await composerOf(page).waitFor();
  await page.goto(place(0).path);
  await composerOf(page).waitFor();
  await signOut(page);
  expect(new URL(page.url()).search).toBe('');
  await fillSignIn(page, alice);
  await page.getByText('첫 서버를 만들어 볼까요?').waitFor();
  expect(await page.getByText('왼쪽에서', { exact: false }).count()).toBe(0);
  await signOut(page);
  await fillSignIn(page, jimin);
  await page.waitForURL(`**${place(0).path}`);
  await composerOf(page).waitFor();
  await close();
});

it('a deleted last channel gives way to another, and on a phone the conversation opens', async () => {
  const { page, close } = await openWindow(browser, phone);
  const body = { name: '잠깐', type: 'text', categoryId: null };
  const { serverId, path } = place(1);
  const { channelId } = await api<{ channelId: string }>(`/chat/v1/servers/${serverId}/channels`, {
    body,
    token: jimin.accessToken,
  });
  await signIn(page, jimin, `/servers/${serverId}/${channelId}`);
  await composerOf(page).waitFor();
  await page.goto('/');
  await page.waitForURL(`**/servers/${serverId}/${channelId}`);
  await api(`/chat/v1/channels/${channelId}`, { method: 'DELETE', token: jimin.accessToken });
  await page.goto('/');
  await page.waitForURL(`**${path}`);
  await composerOf(page).waitFor();
  await close();
});

it('a session ended elsewhere is explained, and signing in again returns to the same place', async () => {
  const [here, there] = [await openWindow(browser), await openWindow(browser)];
  await signIn(here.page, jimin, place(0).path);
  await composerOf(here.page).waitFor();
  await signIn(there.page, jimin, '/servers');
  await there.page.goto('/settings/security');
  await there.page.getByRole('button', { name: '다른 모든 기기에서 로그아웃' }).click();
  await here.page.getByText('다른 기기에서 이 기기를 로그아웃했어요.', { exact: false }).waitFor();
  await fillSignIn(here.page, jimin);
  await here.page.waitForURL(`**${place(0).path}`);
  await here.close();
  await there.close();
});

const skeleton = (page: Page) => page.getByRole('status', { name: '불러오고 있어요' });
const sizes: [string, WindowOptions & { viewport: { width: number; height: number } }][] = [
  ['desktop', desktop],
  ['phone', phone],
];

it.each(sizes)("a reload on a %s fills the window with the app's skeleton", async (size, options) => {
  const { page, close } = await openWindow(browser, options);
  await signIn(page, jimin, place(0).path);
  await composerOf(page).waitFor();
  let goOn = () => {};
  const held = new Promise<void>((resolve) => (goOn = resolve));
  await page.route('**/auth/refresh', async (route) => {
    await held;
    await route.continue();
  });
  await page.reload({ waitUntil: 'commit' });
  const { width, height } = options.viewport;
  // React draws the skeleton again when it takes over.
  await eventually(
    () => skeleton(page).locator('> *').first().boundingBox(),
    (box) => box?.width === width && box.height === height && box.x === 0 && box.y === 0,
  );
  await eventually(
    () => skeleton(page).getByRole('main').boundingBox(),
    (box) => (box?.width ?? 0) >= (size === 'phone' ? width : width / 2) && box?.height === height,
  );
  goOn();
  await composerOf(page).waitFor();
  await close();
});

it.each([
  ['/', 'landing'],
  ['/sign-in', 'card'],
  ['/servers', 'card'],
])("signed out, %s loads without the app's skeleton", async (path, shape) => {
  const { page, context } = await openWindow(browser);
  const shapes: (string | null)[] = [];
  await page.exposeFunction('sawShape', (seen: string | null) => shapes.push(seen));
  await page.addInitScript(() => {
    new MutationObserver(() => {
      const shown = document.querySelector('[data-shape]');
      // The page gets this function from the test.
      if (shown)
        (globalThis as unknown as { sawShape: (s: unknown) => void }).sawShape(
          (shown as HTMLElement).dataset.shape,
        );
    }).observe(document, { childList: true, subtree: true });
  });
  await page.goto(path);
  await page
    .getByRole('link', { name: /가입하기|시작하기/ })
    .first()
    .waitFor();
  expect(shapes).not.toContain('app');
  expect(new Set(shapes)).toEqual(new Set([shape]));
  await context.close();
});
