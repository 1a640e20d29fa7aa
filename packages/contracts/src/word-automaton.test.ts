import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { WordAutomaton, type MarkedWord } from './word-automaton.js';

const isSpaced = (char: string | undefined): boolean => char !== undefined && /[a-zа-я0-9_]/.test(char);

/** Reference implementation: try each word at each position, and refuse spaced letters that continue at either end. */
const naive = (words: readonly MarkedWord[], text: string): number => {
  let found = 0;
  for (let start = 0; start < text.length; start += 1)
    for (const { word, mask } of words) {
      const end = start + word.length;
      if (text.slice(start, end) !== word) continue;
      const isCut =
        (isSpaced(text[start]) && isSpaced(text[start - 1])) ||
        (isSpaced(text[end - 1]) && isSpaced(text[end]));
      if (!isCut) found |= mask;
    }
  return found;
};

// A small alphabet, so that words overlap, contain and continue each other.
const letters = (maxLength: number) =>
  fc.string({
    unit: fc.constantFrom('a', 'b', 'я', '가', '나', ' ', '.', '\uD83D', '😀'),
    minLength: 1,
    maxLength,
  });
const wordLists = fc
  .array(letters(6), { maxLength: 20 })
  .map((words) => words.map((word, index) => ({ word, mask: 1 << index })));

describe('WordAutomaton', () => {
  it('finds the same words as a naive search', () =>
    fc.assert(
      fc.property(wordLists, letters(60), (words, text) =>
        expect(new WordAutomaton(words).scan(text)).toBe(naive(words, text)),
      ),
      { numRuns: 2_000 },
    ));

  it('reports a word for each rule that has it', () => {
    const words = [1, 2, 4].map((mask) => ({ word: '나쁜말', mask }));
    expect(new WordAutomaton(words).scan('이런 나쁜말')).toBe(7);
  });

  it('finds nothing without words', () => expect(new WordAutomaton([]).scan('가나다')).toBe(0));

  it('needs a bounded number of bytes per letter', () => {
    const words = Array.from({ length: 500 }, (_, index) => ({
      word: `${String.fromCharCode(0xac00 + index)}${'가'.repeat(59)}`,
      mask: 1,
    }));
    expect(new WordAutomaton(words).bytes).toBeLessThan(500 * 60 * 15);
  });
});
