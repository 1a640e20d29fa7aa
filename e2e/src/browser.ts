import { existsSync } from 'node:fs';
import {
  chromium,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
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
}

export interface Window {
  context: BrowserContext;
  page: Page;
  /** Problems reported by the page: uncaught errors, and violations of its content security policy. */
  errors: string[];
  /** Ends the window; the next one with the same options starts without cookies and storage, but with cached files. */
  close: () => Promise<void>;
}

/** Contexts of closed windows by their options: a page opens twice as fast when its files are cached. */
const closed = new WeakMap<Browser, Map<string, BrowserContext[]>>();

const contextsFor = (browser: Browser, options: BrowserContextOptions): BrowserContext[] => {
  const byOptions = closed.get(browser) ?? new Map<string, BrowserContext[]>();
  closed.set(browser, byOptions);
  const key = JSON.stringify(options);
  const contexts = byOptions.get(key) ?? [];
  byOptions.set(key, contexts);
  return contexts;
};

/** Removes all that the product and the providers have stored in the browser. */
const empty = async (context: BrowserContext): Promise<void> => {
  const page = await context.newPage();
  await Promise.all(
    context
      .pages()
      .filter((other) => other !== page)
      .map((other) => other.close()),
  );
  const session = await context.newCDPSession(page);
  await session.send('Storage.clearDataForOrigin', {
    origin: process.env.E2E_URL ?? '',
    storageTypes: 'all',
  });
  await page.close();
  await context.clearCookies();
};

/** Restores the state on a page of the product that runs no scripts. */
const restore = async (page: Page, { cookies, localStorage: items }: BrowserState): Promise<void> => {
  await page.context().addCookies(cookies);
  await page.goto('/icon.svg');
  await page.evaluate((entries) => {
    for (const [key, value] of entries) localStorage.setItem(key, value);
  }, Object.entries(items));
};

/** A browser context per person: no shared cookies or storage. */
export const openWindow = async (
  browser: Browser,
  { state, ...options }: WindowOptions = {},
): Promise<Window> => {
  const contexts = contextsFor(browser, options);
  const context =
    contexts.pop() ??
    (await browser.newContext({
      ...desktop,
      locale: 'ko-KR',
      timezoneId: 'Asia/Seoul',
      permissions: ['clipboard-read', 'clipboard-write'],
      baseURL: process.env.E2E_URL,
      ...options,
    }));
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  if (state) await restore(page, state);
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) errors.push(message.text());
  });
  const close = async () => {
    await empty(context);
    contexts.push(context);
  };
  return { context, page, errors, close };
};
