import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ownPath } from './own-path.js';

it.each([
  ['/servers/x', '/servers/x'],
  ['/invite/abc?x=1#y', '/invite/abc?x=1#y'],
  ['/', '/'],
  ['//evil.example', undefined],
  ['/\\evil.example', undefined],
  ['https://evil.example', undefined],
  ['javascript:alert(1)', undefined],
  ['/user/v1/me', undefined],
  ['/servers/../user/v1/me', undefined],
  ['/a\r\nSet-Cookie: x', undefined],
  ['', undefined],
  [null, undefined],
])('%p leads to %p', (given, path) => expect(ownPath(given)).toBe(path));

it('never leaves the origin, whatever the input (property)', () => {
  const origin = 'https://maru.example';
  const nasty = fc.oneof(
    fc.webUrl(),
    fc.string(),
    fc.string().map((text) => `/${text}`),
    fc.constantFrom('//x.y', '/%2f/x.y', '/\t/x.y', '/.//x.y', '/..//x.y'),
  );
  fc.assert(
    fc.property(nasty, (text) => {
      const path = ownPath(text);
      if (path !== undefined) expect(new URL(path, origin).origin).toBe(origin);
    }),
  );
});
