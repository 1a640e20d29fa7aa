import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { contains, partsOf } from './find';

describe('partsOf', () => {
  it('marks each occurrence whatever its case', () => {
    expect(partsOf('Maru와 maru', 'MARU')).toEqual([
      { text: 'Maru', isMatch: true },
      { text: '와 ', isMatch: false },
      { text: 'maru', isMatch: true },
    ]);
  });

  it('leaves a text without a match, and any text without a search, as it is', () => {
    expect(partsOf('회의', '점검')).toEqual([{ text: '회의', isMatch: false }]);
    expect(partsOf('회의', '')).toEqual([{ text: '회의', isMatch: false }]);
    expect(contains('회의', '')).toBe(false);
  });

  it('loses and adds nothing, and marks a part exactly if the text contains the search (property)', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1, unit: 'grapheme' }),
        fc.string({ maxLength: 3 }),
        (text, search) => {
          const parts = partsOf(text, search);
          expect(parts.map((part) => part.text).join('')).toBe(text);
          expect(parts.some(({ isMatch }) => isMatch)).toBe(contains(text, search));
        },
      ),
    );
  });
});
