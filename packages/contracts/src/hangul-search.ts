import { normalizeText } from './normalize.js';

const firstSyllable = 0xac00;
const initials = 'ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ';
const vowelCount = 21;
const finals = ' ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ';
/** Consonant clusters that keyboards join into one letter, although each consonant begins a syllable of its own. */
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
/** The last vowel that a further keystroke can make of a vowel: ㅗ becomes ㅘ, ㅙ or ㅚ. */
const grownVowels: Record<number, number> = { 8: 11, 13: 16, 18: 19 };

const syllable = (initial: number, vowel: number, final: number): string =>
  String.fromCharCode(firstSyllable + (initial * vowelCount + vowel) * finals.length + final);

/** Matches a consonant, or any syllable that begins with it. */
const beginningWith = (consonant: string): string => {
  const initial = initials.indexOf(consonant);
  const [from, to] = [syllable(initial, 0, 0), syllable(initial, vowelCount - 1, finals.length - 1)];
  return `[${consonant}${from}-${to}]`;
};

const ofConsonants = (letter: string): string => {
  const parts = clusters[letter];
  return parts ? `(?:${letter}|${[...parts].map(beginningWith).join('')})` : beginningWith(letter);
};

/** Matches every syllable that further keystrokes can make of an unfinished one. */
const unfinished = (letter: string): string => {
  const index = letter.charCodeAt(0) - firstSyllable;
  const initial = Math.floor(index / (vowelCount * finals.length));
  const vowel = Math.floor(index / finals.length) % vowelCount;
  const final = finals[index % finals.length] ?? ' ';
  const withFinal = (each: string) => syllable(initial, vowel, finals.indexOf(each));
  if (final === ' ')
    return `[${letter}-${syllable(initial, grownVowels[vowel] ?? vowel, finals.length - 1)}]`;
  const grown = Object.keys(clusters).filter((each) => clusters[each]?.startsWith(final));
  // The final consonant may move on to the next syllable.
  const [kept = ' ', moved = ''] = final in clusters ? [...(clusters[final] ?? '')] : [' ', final];
  const carried = initials.includes(moved) ? `|${withFinal(kept)}${beginningWith(moved)}` : '';
  return `(?:[${letter}${grown.map(withFinal).join('')}]${carried})`;
};

const isSyllable = (letter: string): boolean => /^[가-힣]$/.test(letter);
const isConsonant = (letter: string): boolean => initials.includes(letter) || letter in clusters;
const escaped = (letter: string): string => letter.replace(/[\\^$.*+?()[\]{}|]/, '\\$&');

/**
 * Returns a regular expression for a Korean name search: initial consonants match their syllables (ㄱㄱ for 구글), and the last
 * syllable may be unfinished (홍길도 for 홍길동). JavaScript and the databases read it alike. Returns `undefined` if the search
 * contains neither and matches literally.
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

/** Returns whether a name contains the search text, ignoring case. */
export const isCalledSo = (name: string, search: string): boolean => {
  const wanted = normalizeText(search, 'NFC').trim();
  const found = normalizeText(name, 'NFC');
  if (found.toLocaleLowerCase().includes(wanted.toLocaleLowerCase())) return true;
  const pattern = hangulPattern(wanted);
  return pattern !== undefined && new RegExp(pattern, 'iu').test(found);
};
