import { expect, it } from '@jest/globals';
import { origin } from './people.js';

it('pages may run our own scripts only, and stand in no frame', async () => {
  const { headers } = await fetch(`${origin()}/sign-in`);
  const policy = headers.get('content-security-policy') ?? '';
  expect(policy).toContain("script-src 'self';");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toContain('unsafe-eval');
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('cross-origin-opener-policy')).toBe('same-origin-allow-popups');
});

it.each(['/user/v1/me', '/chat/v1/servers'])('%s answers with strict headers', async (path) => {
  const { headers, status } = await fetch(origin() + path);
  expect(status).toBe(401);
  expect(headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(headers.get('x-powered-by')).toBeNull();
});
