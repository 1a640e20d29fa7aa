import { describe, expect, it } from '@jest/globals';
import { limits } from '@maru/contracts/limits';
import fc from 'fast-check';
import { addWords, areWordsValid, endsWord } from './word-list';

describe('words of a rule', () => {
  it('come from a pasted list, each once, with their blanks (property)', () => {
    const words = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,5}( [a-z]{1,5})?$/), {
      minLength: 1,
      maxLength: 20,
    });
    fc.assert(
      fc.property(words, fc.constantFrom(',', '\n', ', ', '、'), (list, by) => {
        const chips = addWords([], [...list, ...list].join(by));
        expect(chips.map(({ text }) => text)).toEqual(list);
        expect(areWordsValid(chips)).toBe(true);
      }),
    );
  });

  it('are marked when they are too long, and then the rule is not valid', () => {
    const chips = addWords([], `짧은 말, ${'가'.repeat(limits.blockedWords.maxLength + 1)}`);
    expect(chips.map(({ isValid }) => isValid)).toEqual([true, false]);
    expect(areWordsValid(chips)).toBe(false);
  });

  it('are at least one', () => expect(areWordsValid([])).toBe(false));

  it('end with a comma, not with a blank', () => {
    expect(endsWord('도박,')).toBe(true);
    expect(endsWord('도박 ')).toBe(false);
  });
});
