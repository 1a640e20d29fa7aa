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

it.each([
  '/membership/checkout?plan=basic',
  '/membership/card',
  '/membership/orders/01JD0000000000000000000000/success',
  '/membership/cards/01JD0000000000000000000000/success',
])('%s lets the payment window in, and sends no referrer', async (path) => {
  const { headers } = await fetch(origin() + path);
  const policy = headers.get('content-security-policy') ?? '';
  const toss = /script-src 'self' 'wasm-unsafe-eval' (http:[^;]*);/.exec(policy)?.[1];
  expect(toss).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect(policy).toContain(`; frame-src ${toss}`);
  expect(policy).toContain(`connect-src 'self' ${toss};`);
  expect(policy).toContain("frame-ancestors 'none'");
  expect(headers.get('referrer-policy')).toBe('no-referrer');
  expect(headers.get('cross-origin-opener-policy')).toBe('same-origin-allow-popups');
});

it('no other page lets the payment window in', async () => {
  for (const path of ['/', '/sign-in', '/settings/membership', '/membership']) {
    const { headers } = await fetch(origin() + path);
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("connect-src 'self';");
    expect(policy).not.toContain('frame-src');
    expect(headers.get('referrer-policy')).toBe('strict-origin-when-cross-origin');
  }
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
