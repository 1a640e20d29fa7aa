import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { normalizeText } from './normalize.js';
import { foldText, readingsOf, spellingsOf } from './text-folding.js';

/** Returns whether the word occurs in the text, ignoring word boundaries. */
const reads = (text: string, word: string): boolean =>
  readingsOf(text).some((reading) => spellingsOf(word).some((spelling) => reading.includes(spelling)));

describe('folding', () => {
  it.each([
    ['full-width letters', 'ｓｐａｍ', 'spam'],
    ['circled letters', 'ⓈⓅⒶⓂ', 'spam'],
    ['negative circled letters', '🅢🅟🅐🅜', 'spam'],
    ['squared letters', '🅂🄿🄰🄼', 'spam'],
    ['negative squared letters', '🆂🅿🅰🅼', 'spam'],
    ['parenthesized letters', '⒮⒫⒜⒨', 'spam'],
    ['regional indicators', '🇸🇵🇦🇲', 'spam'],
    ['bold mathematical letters', '𝐬𝐩𝐚𝐦', 'spam'],
    ['Fraktur', '𝔖𝔭𝔞𝔪', 'spam'],
    ['superscript letters', 'ˢᵖᵃᵐ', 'spam'],
    ['small capitals', 'ꜱᴘᴀᴍ', 'spam'],
    ['Cyrillic look-alikes', 'ѕрам', 'spam'],
    ['Cyrillic capitals', 'СНЕАТ', 'cheat'],
    ['Greek look-alikes', 'ερα', 'epa'],
    ['a Greek word in capitals', 'ΛΌΓΟΣ', 'λόγος'],
    ['a Cyrillic word in capitals', 'МОЙ СПАМ', 'мой спам'],
    ['a dotless or dotted Turkish i', 'spam\u0131 SPAM\u0130', 'spami spami'],
    ['a sharp s', 'STRASSE straße', 'strasse strasse'],
    ['a long s', 'ſpam', 'spam'],
    ['letters with accents', 'śpâm', 'spam'],
    ['letters struck through', 's\u0336p\u0336a\u0336m\u0336', 'spam'],
    ['letters under piles of marks', `s${'\u0301\u0323'.repeat(40)}pam`, 'spam'],
    ['letters in enclosing marks', 's\u20DDp\u20DDam', 'spam'],
    ['letters with bidi controls', 's\u202Ep\u2066am', 'spam'],
    ['letters with tags and selectors', 's\u{E0041}p\uFE0Fa\u{E0100}m', 'spam'],
    ['letters with control characters', 's\u0000p\u0007am', 'spam'],
    ['letters with Braille blanks', 's\u2800pam', 'spam'],
    ['letters with blanks of music and hieroglyphs', 's\u{1D159}p\u{13441}a\u{13442}m\uFFFC', 'spam'],
    ['half-width katakana', 'ｶﾞｷ', 'ガキ'],
    ['composed kana', 'か\u3099き', 'がき'],
    ['Hangul in NFD', '시발'.normalize('NFD'), '시발'],
    ['Hangul of compatibility letters', 'ㅅㅣㅂㅏㄹ', '시발'],
    ['Hangul partly of compatibility letters', '시바ㄹ 시ㅂㅏㄹ', '시발 시발'],
    ['half-width Hangul letters', 'ﾵￜﾲￂﾩ', '시발'],
    ['consonants alone', 'ㅅㅂ', 'ㅅㅂ'],
    ['half-width consonants', 'ﾵﾲ', 'ㅅㅂ'],
    ['conjoining initial consonants', '\u1109\u1107', 'ㅅㅂ'],
    ['conjoining final consonants', '\u11BA\u11B8', 'ㅅㅂ'],
    ['a compound consonant', 'ㅄ', 'ㅂㅅ'],
    ['circled Hangul', '㉮㉯', '가나'],
    ['parenthesized Hangul', '㈎㈏', '가나'],
    ['Hangul letters with fillers', 'ㅅ\u3164ㅂ', 'ㅅㅂ'],
  ])('reads a text as it looks: %s', (_kind, text, word) => expect(reads(text, word)).toBe(true));

  it.each([
    ['씨바ㅋㅋ', '씨바'],
    ['MOЙ', 'мой'],
    ['año', 'ano'],
  ])('reads text above and below the line: %j contains %j', (text, word) =>
    expect(reads(text, word)).toBe(true),
  );

  it.each([
    ['cafe', 'café'],
    ['は', 'ば'],
    ['가', '각'],
    ['각', '가'],
    ['나쁜 말', '나쁜말'],
  ])("finds nothing else: %j doesn't contain %j", (text, word) => expect(reads(text, word)).toBe(false));
});

it('is idempotent', () =>
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) =>
      expect(foldText(foldText(text))).toBe(foldText(text)),
    ),
  ));

it('never makes a text much longer', () => {
  const all = Array.from({ length: 0x2_0000 }, (_, code) => String.fromCodePoint(code));
  expect(all.filter((each) => foldText(`a${each}`).length > 1 + 4 * each.length)).toEqual([]);
});

it('keeps ordinary text, and handles stacked marks in linear time', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) =>
      expect(normalizeText(text, 'NFC')).toBe(text.normalize('NFC')),
    ),
  );
  const pile = `a${'\u0301'.repeat(30_000)}${'\u0323'.repeat(30_000)}`;
  expect(normalizeText(pile, 'NFKC').length).toBeLessThan(40);
});
