import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { canonicalEmail, email } from './email.js';

const label63 = 'a'.repeat(63);

describe('an e-mail address', () => {
  it.each([
    [' Jimin@Maru.TEST ', 'jimin@maru.test'],
    ['user@메일.한국', 'user@xn--h32bq4v.xn--3e0b707e'],
    ['user@메일.한국'.normalize('NFD'), 'user@xn--h32bq4v.xn--3e0b707e'],
    ['USER@BÜCHER.example', 'user@xn--bcher-kva.example'],
    ['user@XN--H32BQ4V.xn--3e0b707e', 'user@xn--h32bq4v.xn--3e0b707e'],
    ['user@example。com', 'user@example.com'],
    ['a&b@example.com', 'a&b@example.com'],
    ["!#$%&'*+-/=?^_`{|}~@example.org", "!#$%&'*+-/=?^_`{|}~@example.org"],
    ['jimin+maru@sub.example.co.kr', 'jimin+maru@sub.example.co.kr'],
    ['a@b.c', 'a@b.c'],
    [`${'a'.repeat(64)}@example.com`, `${'a'.repeat(64)}@example.com`],
    [`u@${label63}.com`, `u@${label63}.com`],
    ['u@1.2.3.com', 'u@1.2.3.com'],
  ])('%s is stored as %s', (typed, stored) => expect(email.parse(typed)).toBe(stored));

  it.each([
    '',
    'no-at',
    '@example.com',
    'a@b',
    'a@',
    'a b@c.io',
    'a@b@c.io@',
    'a@b.io\r\nBcc: x@y.io',
    'a\0@b.io',
    `${'a'.repeat(65)}@example.com`,
    `${'a'.repeat(260)}@b.io`,
    `u@${'a'.repeat(64)}.com`,
    `u@${'가'.repeat(63)}.com`,
    `u@${`${label63}.`.repeat(4)}com`,
    `${'a'.repeat(64)}@${`${label63}.`.repeat(3)}com`,
    '.a@example.com',
    'a.@example.com',
    'a..b@example.com',
    '"a b"@example.com',
    'a(comment)@example.com',
    '지민@example.com',
    'u@bad-.test',
    'u@-bad.test',
    'u@a..test',
    'u@.test',
    'u@test.',
    'u@[127.0.0.1]',
    'u@127.0.0.1',
    'u@example.123',
    'u@exa_mple.com',
    'u@example.com:25',
    'u@example.com/x',
    'u@exam%70le.com',
    'u@xn--a.com',
    'Jimin <jimin@maru.test>',
  ])('%j is refused', (typed) => expect(email.safeParse(typed).success).toBe(false));

  it('is its own canonical form (property)', () => {
    const local = fc.stringMatching(/^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]{1,20}$/);
    const domain = fc.constantFrom('메일.한국', 'Example.COM', 'sub.bücher.de', 'xn--h32bq4v.kr');
    fc.assert(
      fc.property(local, domain, (name, host) => {
        const address = canonicalEmail(`${name}@${host}`);
        expect(address).toMatch(/^[\x21-\x7e]+$/);
        expect(canonicalEmail(address ?? '')).toBe(address);
      }),
    );
  });
});
