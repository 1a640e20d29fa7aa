import { expect, it } from '@jest/globals';
import { launchBrowser, openWindow } from './browser.js';
import { origin } from './people.js';

it('pages run our own scripts only, and refuse to be framed', async () => {
  const { headers } = await fetch(`${origin()}/sign-in`);
  const policy = headers.get('content-security-policy') ?? '';
  expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval';");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toContain("'unsafe-eval'");
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('cross-origin-opener-policy')).toBe('same-origin-allow-popups');
});

it.each(['/user/v1/me', '/chat/v1/servers'])('%s responds with strict headers', async (path) => {
  const { headers, status } = await fetch(origin() + path);
  expect(status).toBe(401);
  expect(headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(headers.get('x-powered-by')).toBeNull();
});

it.each([
  ['/user/docs', 'profiles'],
  ['/chat/docs', 'servers'],
])('%s shows the API documentation under its own policy', async (page, tag) => {
  const browser = await launchBrowser();
  const { page: docs, errors } = await openWindow(browser);
  await docs.goto(page);
  await docs.getByRole('link', { name: tag, exact: true }).first().waitFor();
  expect(errors).toEqual([]);
  await browser.close();
});
