import { foldConfusables } from './confusables.js';
import { normalizeText } from './normalize.js';

const invisible =
  /[\p{Default_Ignorable_Code_Point}\p{Cf}\u2800\uFFFC\u{1D159}\u{13441}\u{13442}]|(?![\t-\r])\p{Cc}/gu;
/** Marks that decorate any letter; those that belong to one script, such as vowels and the Japanese voicing marks, stay. */
const decoration = /(?![\u3099\u309A])(?=\p{M})[\p{Script=Inherited}\u0483-\u0489]/gu;

/** More marks on a letter than any composed letter has only decorate, and would take time to sort. */
const pile = /(\p{M}{4})\p{M}+/gu;

/** ㌖ and ﷺ, of which NFKC makes up to 18 letters each: as blanks they can't make a text much longer than it was. */
const wholePhrase = /[\u3300-\u3357\u337F\u33AE\u33AF\uFDF2-\uFDFC]/g;
/** ⒮ and ㈎, which NFKC writes with parentheses. */
const parenthesized = /[\u249C-\u24B5\u3200-\u321E\u{1F110}-\u{1F129}]/gu;
/** 🅢, 🅰 and 🇸: alphabets that NFKC leaves as they are. */
const drawnAlphabets = [0x1f150, 0x1f170, 0x1f1e6];
const drawnLetter = /[\u{1F150}-\u{1F169}\u{1F170}-\u{1F189}\u{1F1E6}-\u{1F1FF}]/gu;

const letterOf = (drawn: string): string => {
  const code = drawn.codePointAt(0) ?? 0;
  const start = drawnAlphabets.findLast((each) => each <= code) ?? code;
  return String.fromCharCode(0x61 + code - start);
};

/** A final consonant alone, or a compound, as the initial consonants that look the same. */
const initialsOf = new Map(
  (
    'ᆨᄀ ᆩᄁ ᆪᄀᄉ ᆫᄂ ᆬᄂᄌ ᆭᄂᄒ ᆮᄃ ᆯᄅ ᆰᄅᄀ ᆱᄅᄆ ᆲᄅᄇ ᆳᄅᄉ ᆴᄅᄐ ᆵᄅᄑ ᆶᄅᄒ ᆷᄆ ᆸᄇ ᆹᄇᄉ ᆺᄉ ᆻᄊ ᆼᄋ ᆽᄌ ᆾᄎ ᆿᄏ ᇀᄐ ᇁᄑ ᇂᄒ ' +
    'ᄚᄅᄒ ᄡᄇᄉ'
  )
    .split(' ')
    .map((pair) => [pair.charAt(0), pair.slice(1)] as const),
);
const finalConsonant = /[ᆨ-ᇂᄚᄡ]/g;
/** A syllable without a final consonant, and a consonant that an input method would put there. */
const openSyllable = /([가-힣])([ᄀ-ᄃᄅ-ᄇᄉ-ᄌᄎ-ᄒ])(?![ᅡ-ᅵ])/g;
const finals = new Map(
  [...initialsOf].filter(([final, each]) => final >= 'ᆨ' && each.length === 1).map(([t, l]) => [l, t]),
);

/** Without regard for places: `toUpperCase` would make three letters of some. */
const foldCase = (text: string): string =>
  text.toLowerCase().replaceAll('ς', 'σ').replaceAll('ß', 'ss').replaceAll('ı', 'i');

/** The syllable with a final consonant, computed as Unicode numbers them. */
const joinOpenSyllables = (text: string): string =>
  text.replace(openSyllable, (pair: string, syllable: string, consonant: string) => {
    const code = syllable.charCodeAt(0);
    const isOpen = (code - 0xac00) % 28 === 0;
    const final = finals.get(consonant)?.charCodeAt(0);
    return isOpen && final ? String.fromCharCode(code + final - 0x11a7) : pair;
  });

/**
 * How texts and words are compared: without case, without what no font shows or what only decorates, whatever alphabet imitates Latin
 * letters, however Hangul is composed, and however wide blanks are.
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

/** A folded text without accents: a word without any is meant with them too, while "café" does not mean "cafe". */
const withoutAccents = (folded: string): string =>
  latinGreekCyrillic.test(folded)
    ? foldConfusables(folded.normalize('NFD').replace(decoration, '')).normalize('NFC')
    : folded;

const isAscii = (text: string): boolean => /^[\0-\x7F]*$/.test(text);

/** The readings of a text in which words are looked for: as it is, and without accents and with loose consonants joined. */
export const readingsOf = (text: string): string[] => {
  const folded = foldText(text);
  if (isAscii(folded)) return [folded];
  const other = joinOpenSyllables(withoutAccents(folded));
  return other === folded ? [folded] : [folded, other];
};

/** The spellings of a blocked word: as it is, and with loose consonants joined. */
export const spellingsOf = (word: string): string[] => {
  const folded = foldText(word);
  const joined = joinOpenSyllables(folded);
  return joined === folded ? [folded] : [folded, joined];
};
