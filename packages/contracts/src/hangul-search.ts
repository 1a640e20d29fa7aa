import { normalizeText } from './normalize.js';

const firstSyllable = 0xac00;
const initials = 'ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ';
const vowelCount = 21;
const finals = ' ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ';
/** Consonants that keyboards join into one letter, though each begins a syllable of its own. */
const clusters: Record<string, string> = {
  ㄳ: 'ㄱㅅ',
  ㄵ: 'ㄴㅈ',
  ㄶ: 'ㄴㅎ',
  ㄺ: 'ㄹㄱ',
  ㄻ: 'ㄹㅁ',
  ㄼ: 'ㄹㅂ',
  ㄽ: 'ㄹㅅ',
  ㄾ: 'ㄹㅌ',
  ㄿ: 'ㄹㅍ',
  ㅀ: 'ㄹㅎ',
  ㅄ: 'ㅂㅅ',
};
/** The last of the vowels that another key makes of a vowel: ㅗ becomes ㅘ, ㅙ or ㅚ. */
const grownVowels: Record<number, number> = { 8: 11, 13: 16, 18: 19 };

const syllable = (initial: number, vowel: number, final: number): string =>
  String.fromCharCode(firstSyllable + (initial * vowelCount + vowel) * finals.length + final);

/** A consonant, or any syllable that begins with it. */
const beginningWith = (consonant: string): string => {
  const initial = initials.indexOf(consonant);
  const [from, to] = [syllable(initial, 0, 0), syllable(initial, vowelCount - 1, finals.length - 1)];
  return `[${consonant}${from}-${to}]`;
};

const ofConsonants = (letter: string): string => {
  const parts = clusters[letter];
  return parts ? `(?:${letter}|${[...parts].map(beginningWith).join('')})` : beginningWith(letter);
};

/** A syllable that is still being typed: all that further keys can make of it. */
const unfinished = (letter: string): string => {
  const index = letter.charCodeAt(0) - firstSyllable;
  const initial = Math.floor(index / (vowelCount * finals.length));
  const vowel = Math.floor(index / finals.length) % vowelCount;
  const final = finals[index % finals.length] ?? ' ';
  const withFinal = (each: string) => syllable(initial, vowel, finals.indexOf(each));
  if (final === ' ')
    return `[${letter}-${syllable(initial, grownVowels[vowel] ?? vowel, finals.length - 1)}]`;
  const grown = Object.keys(clusters).filter((each) => clusters[each]?.startsWith(final));
  // The final consonant may go over to the next syllable.
  const [kept = ' ', moved = ''] = final in clusters ? [...(clusters[final] ?? '')] : [' ', final];
  const carried = initials.includes(moved) ? `|${withFinal(kept)}${beginningWith(moved)}` : '';
  return `(?:[${letter}${grown.map(withFinal).join('')}]${carried})`;
};

const isSyllable = (letter: string): boolean => /^[가-힣]$/.test(letter);
const isConsonant = (letter: string): boolean => initials.includes(letter) || letter in clusters;
const escaped = (letter: string): string => letter.replace(/[\\^$.*+?()[\]{}|]/, '\\$&');

/**
 * A regular expression for names that a Korean search means: initial consonants stand for their syllables (ㄱㄱ for 구글), and the last
 * syllable may be unfinished (홍길도 for 홍길동). JavaScript and the databases read it alike. Undefined where a search has nothing of
 * the kind and means its own letters.
 */
export const hangulPattern = (search: string): string | undefined => {
  const letters = [...normalizeText(search, 'NFC')];
  const last = letters.at(-1) ?? '';
  if (!isSyllable(last) && !letters.some(isConsonant)) return undefined;
  const patternOf = (letter: string, index: number) => {
    if (isConsonant(letter)) return ofConsonants(letter);
    return isSyllable(letter) && index === letters.length - 1 ? unfinished(letter) : escaped(letter);
  };
  return letters.map(patternOf).join('');
};

/** Whether a name has what is searched for in it, in any case. */
export const isCalledSo = (name: string, search: string): boolean => {
  const wanted = normalizeText(search, 'NFC').trim();
  const found = normalizeText(name, 'NFC');
  if (found.toLocaleLowerCase().includes(wanted.toLocaleLowerCase())) return true;
  const pattern = hangulPattern(wanted);
  return pattern !== undefined && new RegExp(pattern, 'iu').test(found);
};
