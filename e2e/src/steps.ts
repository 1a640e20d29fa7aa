import type { Browser, Page } from 'playwright-core';
import { openWindow, type Window, type WindowOptions } from './browser.js';
import { password, signedInState, type Person } from './people.js';

/** Opens a page as a person who has signed in before; stories about signing in use `signIn`. */
export const openAs = async (
  browser: Browser,
  person: Person,
  path = '/servers',
  options: WindowOptions = {},
): Promise<Window> => {
  const window = await openWindow(browser, { ...options, state: await signedInState(person) });
  await window.page.goto(path);
  await window.page.waitForURL((url) => url.pathname.startsWith(path));
  return window;
};

export const signIn = async (page: Page, person: Person, path = '/servers'): Promise<void> => {
  await page.goto(path);
  await page.getByLabel('이메일').fill(person.email);
  await page.getByLabel('비밀번호', { exact: true }).fill(password);
  await page.getByRole('button', { name: '로그인' }).click();
  // Opening a server, or the server list, continues to the last open channel.
  await page.waitForURL((url) => url.pathname.startsWith(path));
};

/** Opens a settings section of the current server. */
export const signOut = async (page: Page): Promise<void> => {
  await page.goto('/settings/display');
  await page.getByRole('button', { name: '로그아웃' }).click();
  await page.waitForURL('**/sign-in');
};

/** Opens a section of the settings of the open server. */
export const openSettings = async (page: Page, section: string): Promise<void> => {
  await page.getByRole('button', { name: /서버 메뉴/ }).click();
  await page.getByRole('menuitem', { name: '서버 설정' }).click();
  await page.getByRole('link', { name: section, exact: true }).click();
  await page.getByRole('heading', { name: section, exact: true }).waitFor();
};

export const composerOf = (page: Page) => page.getByRole('textbox', { name: /메시지 보내기$/ });

export const say = async (page: Page, text: string): Promise<void> => {
  const composer = composerOf(page);
  await composer.fill(text);
  await composer.press('Enter');
};

/** Resolves once the conversation shows the text as sent and confirmed. */
export const seesMessage = async (page: Page, text: string): Promise<void> => {
  await page.getByRole('log').getByText(text, { exact: true }).first().waitFor();
};

/** Polls until the condition holds; the error contains the last value. */
export const eventually = async <T>(
  ask: () => Promise<T>,
  isRight: (answer: T) => boolean,
  timeoutMs = 60_000,
): Promise<T> => {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (isRight(answer)) return answer;
    if (Date.now() > end) throw new Error(`still not so: ${JSON.stringify(answer).slice(0, 500)}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
};

/** Presses the first button of this name. */
export const press = (page: Page, name: string): Promise<void> =>
  page.getByRole('button', { name, exact: true }).first().click();
