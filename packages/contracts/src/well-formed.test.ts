import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { wellFormed } from './well-formed.js';

const anyUnits = fc.string({
  unit: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)),
});

/** Returns whether the text can be encoded as UTF-8. */
const survives = (text: string) => {
  try {
    return encodeURIComponent(text) !== undefined;
  } catch {
    return false;
  }
};

it('any text becomes encodable, and encodable text stays the same', () => {
  fc.assert(
    fc.property(anyUnits, (text) => {
      const given = wellFormed(text);
      expect(survives(given)).toBe(true);
      expect(given === text).toBe(survives(text));
      expect(given).toHaveLength(text.length);
    }),
  );
});

it('lone surrogates are replaced one by one', () => {
  expect(wellFormed('\ud800a\udc00 🌊')).toBe('\ufffda\ufffd 🌊');
});
