import { foldConfusables } from './confusables.js';
import { normalizeText } from './normalize.js';

const invisible =
  /[\p{Default_Ignorable_Code_Point}\p{Cf}\u2800\uFFFC\u{1D159}\u{13441}\u{13442}]|(?![\t-\r])\p{Cc}/gu;
/** Marks that decorate any letter. Marks of one script, such as vowels and Japanese voicing marks, are kept. */
const decoration = /(?![\u3099\u309A])(?=\p{M})[\p{Script=Inherited}\u0483-\u0489]/gu;

/** More marks than any composed letter has are decoration, and sorting them would take time. */
const pile = /(\p{M}{4})\p{M}+/gu;

/** ㌖ and ﷺ: NFKC turns each into up to 18 letters. Replaced by blanks, so that they can't inflate a text. */
const wholePhrase = /[\u3300-\u3357\u337F\u33AE\u33AF\uFDF2-\uFDFC]/g;
/** ⒮ and ㈎, which NFKC decomposes into parentheses. */
const parenthesized = /[\u249C-\u24B5\u3200-\u321E\u{1F110}-\u{1F129}]/gu;
/** 🅢, 🅰 and 🇸: alphabets that NFKC keeps. */
const drawnAlphabets = [0x1f150, 0x1f170, 0x1f1e6];
const drawnLetter = /[\u{1F150}-\u{1F169}\u{1F170}-\u{1F189}\u{1F1E6}-\u{1F1FF}]/gu;

const letterOf = (drawn: string): string => {
  const code = drawn.codePointAt(0) ?? 0;
  const start = drawnAlphabets.findLast((each) => each <= code) ?? code;
  return String.fromCharCode(0x61 + code - start);
};

/** Maps a lone or compound final consonant to the initial consonants that look the same. */
const initialsOf = new Map(
  (
    'ᆨᄀ ᆩᄁ ᆪᄀᄉ ᆫᄂ ᆬᄂᄌ ᆭᄂᄒ ᆮᄃ ᆯᄅ ᆰᄅᄀ ᆱᄅᄆ ᆲᄅᄇ ᆳᄅᄉ ᆴᄅᄐ ᆵᄅᄑ ᆶᄅᄒ ᆷᄆ ᆸᄇ ᆹᄇᄉ ᆺᄉ ᆻᄊ ᆼᄋ ᆽᄌ ᆾᄎ ᆿᄏ ᇀᄐ ᇁᄑ ᇂᄒ ' +
    'ᄚᄅᄒ ᄡᄇᄉ'
  )
    .split(' ')
    .map((pair) => [pair.charAt(0), pair.slice(1)] as const),
);
const finalConsonant = /[ᆨ-ᇂᄚᄡ]/g;
/** A syllable without a final consonant, followed by a consonant that an input method would attach to it. */
const openSyllable = /([가-힣])([ᄀ-ᄃᄅ-ᄇᄉ-ᄌᄎ-ᄒ])(?![ᅡ-ᅵ])/g;
const finals = new Map(
  [...initialsOf].filter(([final, each]) => final >= 'ᆨ' && each.length === 1).map(([t, l]) => [l, t]),
);

/** Not locale-aware; `toUpperCase` would turn some letters into three. */
const foldCase = (text: string): string =>
  text.toLowerCase().replaceAll('ς', 'σ').replaceAll('ß', 'ss').replaceAll('ı', 'i');

/** Adds the final consonant to the syllable by Unicode arithmetic. */
const joinOpenSyllables = (text: string): string =>
  text.replace(openSyllable, (pair: string, syllable: string, consonant: string) => {
    const code = syllable.charCodeAt(0);
    const isOpen = (code - 0xac00) % 28 === 0;
    const final = finals.get(consonant)?.charCodeAt(0);
    return isOpen && final ? String.fromCharCode(code + final - 0x11a7) : pair;
  });

/**
 * Returns the form in which texts and words are compared: without case, invisible characters and decoration, with Latin
 * lookalikes as Latin letters, Hangul composed, and blanks normalized.
 */
export const foldText = (text: string): string => {
  const visible = text.replace(invisible, '').replace(pile, '$1');
  const plain = visible
    .replace(wholePhrase, ' ')
    .replace(parenthesized, (each) => each.normalize('NFKC').slice(1, -1))
    .replace(drawnLetter, letterOf);
  const folded = normalizeText(foldCase(normalizeText(plain, 'NFKC')), 'NFKC');
  return foldConfusables(folded.replace(decoration, ''))
    .replace(finalConsonant, (each) => initialsOf.get(each) ?? each)
    .normalize('NFC')
    .replace(/\s+/g, ' ')
    .trim();
};

const latinGreekCyrillic = /[\u00C0-\u024F\u0370-\u052F\u1E00-\u1FFF]/;

/** A folded text without accents: a word without accents also matches accented text, while "café" doesn't match "cafe". */
const withoutAccents = (folded: string): string =>
  latinGreekCyrillic.test(folded)
    ? foldConfusables(folded.normalize('NFD').replace(decoration, '')).normalize('NFC')
    : folded;

const isAscii = (text: string): boolean => /^[\0-\x7F]*$/.test(text);

/** Returns the variants of a text in which words are searched: as it is, and without accents and with loose consonants joined. */
export const readingsOf = (text: string): string[] => {
  const folded = foldText(text);
  if (isAscii(folded)) return [folded];
  const other = joinOpenSyllables(withoutAccents(folded));
  return other === folded ? [folded] : [folded, other];
};

/** Returns the spellings of a blocked word: as it is, and with loose consonants joined. */
export const spellingsOf = (word: string): string[] => {
  const folded = foldText(word);
  const joined = joinOpenSyllables(folded);
  return joined === folded ? [folded] : [folded, joined];
};
