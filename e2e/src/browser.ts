import { existsSync } from 'node:fs';
import {
  chromium,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type ConsoleMessage,
  type Page,
} from 'playwright-core';

const candidates = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome'].map(
  (name) => `/usr/bin/${name}`,
);

export const desktop = { viewport: { width: 1440, height: 900 } } as const;
export const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } as const;

/** @param flags more arguments for Chromium */
export const launchBrowser = (flags: readonly string[] = []): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env.CHROMIUM_BIN ?? candidates.find(existsSync),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      ...flags,
    ],
  });

/** The cookies and storage of a signed-in browser. */
export interface BrowserState {
  cookies: Parameters<BrowserContext['addCookies']>[0];
  localStorage: Record<string, string>;
}

export interface WindowOptions extends Omit<BrowserContextOptions, 'storageState'> {
  state?: BrowserState;
  /** Runs in each page before its own scripts. */
  script?: () => void;
}

export interface Window {
  context: BrowserContext;
  page: Page;
  /** Problems reported by the page: uncaught errors, and violations of its content security policy. */
  errors: string[];
  /** Ends the window; the next one with the same options starts without cookies and storage, but with cached files; a story that installs scripts closes the context instead. */
  close: () => Promise<void>;
}

interface Emptied {
  context: BrowserContext;
  page: Page;
}

/**
 * Closed windows by their options. The next window goes on in their page: its process keeps the files of the product, compiled, so that a
 * page opens with a third of the work.
 */
const closed = new WeakMap<Browser, Map<string, Emptied[]>>();

const closedWith = (browser: Browser, { script, ...options }: WindowOptions): Emptied[] => {
  const byOptions = closed.get(browser) ?? new Map<string, Emptied[]>();
  closed.set(browser, byOptions);
  const key = JSON.stringify({ ...options, script: script?.name });
  const windows = byOptions.get(key) ?? [];
  byOptions.set(key, windows);
  return windows;
};

/** A page of the product that runs no scripts. */
const quietPage = '/icon.svg';

/** Removes all that the product and the providers have stored in the browser, and what a story has changed about the page. */
const empty = async (context: BrowserContext, page: Page): Promise<void> => {
  const others = context.pages().filter((other) => other !== page);
  await Promise.all(others.map((other) => other.close()));
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  await page.emulateMedia({ colorScheme: null });
  await page.goto(quietPage);
  await page.evaluate(() => sessionStorage.clear());
  const session = await context.newCDPSession(page);
  await session.send('Storage.clearDataForOrigin', {
    origin: process.env.E2E_URL ?? '',
    storageTypes: 'all',
  });
  await session.detach();
  await context.clearCookies();
};

/** Restores the state on a page of the product that runs no scripts. */
const restore = async (page: Page, { cookies, localStorage: items }: BrowserState): Promise<void> => {
  await page.context().addCookies(cookies);
  await page.goto(quietPage);
  await page.evaluate((entries) => {
    for (const [key, value] of entries) localStorage.setItem(key, value);
  }, Object.entries(items));
};

const openEmpty = async (browser: Browser, { script, ...options }: WindowOptions): Promise<Emptied> => {
  const context = await browser.newContext({
    ...desktop,
    locale: 'ko-KR',
    timezoneId: 'Asia/Seoul',
    permissions: ['clipboard-read', 'clipboard-write'],
    baseURL: process.env.E2E_URL,
    ...options,
  });
  if (script) await context.addInitScript(script);
  return { context, page: await context.newPage() };
};

/** A browser context per person: no shared cookies or storage. */
export const openWindow = async (
  browser: Browser,
  { state, ...options }: WindowOptions = {},
): Promise<Window> => {
  const emptied = closedWith(browser, options);
  const { context, page } = emptied.pop() ?? (await openEmpty(browser, options));
  page.setDefaultTimeout(15_000);
  if (state) await restore(page, state);
  const errors: string[] = [];
  const noteError = (error: Error) => errors.push(error.message);
  const noteViolation = (message: ConsoleMessage) => {
    if (message.text().includes('Content Security Policy')) errors.push(message.text());
  };
  page.on('pageerror', noteError).on('console', noteViolation);
  const close = async () => {
    page.off('pageerror', noteError).off('console', noteViolation);
    const isEmpty = await empty(context, page).then(
      () => true,
      // A page that a story has closed or crashed can't go on.
      () => false,
    );
    if (isEmpty) emptied.push({ context, page });
    else await context.close();
  };
  return { context, page, errors, close };
};
