import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { paths, safeReturnTo } from './paths';

describe('safeReturnTo', () => {
  it.each(['/servers/1/2', '/invite/abc?x=1'])('leads to %s', (path) =>
    expect(safeReturnTo(path)).toBe(path),
  );

  it.each([
    null,
    '',
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    'javascript:alert(1)',
    'servers',
  ])('does not lead to %p', (path) => expect(safeReturnTo(path)).toBe('/servers'));

  it('never leaves our origin (property)', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.webUrl(),
          fc.string(),
          fc.string().map((text) => `/${text}`),
        ),
        (given) => {
          const target = new URL(safeReturnTo(given), 'http://localhost');
          expect(target.origin).toBe('http://localhost');
        },
      ),
    );
  });

  it('survives being carried in an address', () => {
    const url = new URL(paths.signUp.to('/invite/a?b=c&d=e'), 'http://localhost');
    expect(url.searchParams.get('returnTo')).toBe('/invite/a?b=c&d=e');
  });
});
