import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseKeyRing } from '@maru/service-kit/key-ring';
import { newCodeId, openShortCode, sealShortCode, shortCodeLength } from './short-code.js';

const aKey = (id: string) => `${id}:${randomBytes(32).toString('base64url')}`;
const [old, current] = [aKey('k1'), aKey('k2')];
const keys = parseKeyRing(current);
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

describe('a short invite code', () => {
  it('opens to the id that was sealed, and has at most 30 characters of a link', () =>
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), (codeId) => {
        const code = sealShortCode(keys, codeId);
        expect(openShortCode(keys, code)).toBe(codeId);
        expect(code).toMatch(/^k2[A-Za-z0-9_-]{22}$/);
        expect(code).toHaveLength(shortCodeLength);
      }),
    ));

  it('that was changed anywhere opens to nothing', () => {
    const code = sealShortCode(keys, newCodeId());
    fc.assert(
      fc.property(fc.nat(code.length - 1), fc.constantFrom(...alphabet), (at, letter) => {
        const changed = code.slice(0, at) + letter + code.slice(at + 1);
        if (changed !== code) expect(openShortCode(keys, changed)).toBeUndefined();
      }),
    );
  });

  it('that was made up opens to nothing', () => {
    const madeUp = fc.string({ unit: fc.constantFrom(...alphabet), minLength: 22, maxLength: 22 });
    fc.assert(fc.property(madeUp, (text) => expect(openShortCode(keys, `k2${text}`)).toBeUndefined()));
    fc.assert(fc.property(fc.string(), (text) => expect(openShortCode(keys, text)).toBeUndefined()));
  });

  it('of neighbouring ids shares nothing that tells one from the other', () => {
    const codes = Array.from({ length: 50 }, (_each, index) => sealShortCode(keys, BigInt(index)));
    expect(new Set(codes.map((code) => code.slice(2, 8))).size).toBe(50);
  });

  it('outlives a change of keys until the old key is taken away', () => {
    const codeId = newCodeId();
    const code = sealShortCode(parseKeyRing(old), codeId);
    const both = parseKeyRing(`${current},${old}`);
    expect(openShortCode(both, code)).toBe(codeId);
    expect(openShortCode(keys, code)).toBeUndefined();
    expect(openShortCode(both, `k2${code.slice(2)}`)).toBeUndefined();
  });
});
