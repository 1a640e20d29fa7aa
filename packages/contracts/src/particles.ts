/** Korean particles with one form after a consonant and another after a vowel. */
export const particlePairs = [
  '은/는',
  '이/가',
  '을/를',
  '과/와',
  '으로/로',
  '이나/나',
  '이랑/랑',
  '이라고/라고',
  '이라는/라는',
  '이에요/예요',
  '이야/야',
] as const;
export type ParticlePair = (typeof particlePairs)[number];

/** The final sound of a word: `ㄹ` counts as a vowel before 로. */
type Ending = 'vowel' | 'ㄹ' | 'consonant';

const ofDigit: readonly Ending[] = [
  ...(['consonant', 'ㄹ', 'vowel', 'consonant', 'vowel'] as const),
  ...(['vowel', 'consonant', 'ㄹ', 'ㄹ', 'vowel'] as const),
];

const ofSyllable = (syllable: string): Ending => {
  const final = (syllable.charCodeAt(0) - 0xac00) % 28;
  if (final === 0) return 'vowel';
  return final === 8 ? 'ㄹ' : 'consonant';
};

/** Abbreviations are spelled out: 엘, 알, 엠, 엔; the names of all other letters end in a vowel. */
const ofCapital = (letter: string): Ending => {
  if (letter === 'L' || letter === 'R') return 'ㄹ';
  return letter === 'M' || letter === 'N' ? 'consonant' : 'vowel';
};

/** English words as Koreans pronounce them: 구글, 게임, 슬랙, 봇, but 코드, 서버, 테스트. */
const ofLatinWord = (word: string): Ending => {
  if (/^[A-Z]+$/.test(word)) return ofCapital(word.at(-1) ?? '');
  const lower = word.toLowerCase();
  if (/(?:l|le)$/.test(lower)) return 'ㄹ';
  if (/(?:[mn]|ng|[aeiou][mn]e)$/.test(lower)) return 'consonant';
  return /(?:(?:^|[^aeiou])[aeiou](?:ck|[bckpt])|ook)$/.test(lower) ? 'consonant' : 'vowel';
};

const ofJamo = (letter: string): Ending => {
  if (letter === 'ㄹ') return 'ㄹ';
  return /[ㄱ-ㅎ]/.test(letter) ? 'consonant' : 'vowel';
};

/** Brackets hold an aside; quotes, punctuation and emoji are silent. */
const spoken = (word: string): string => {
  const withoutAside = word.replace(
    /(?<=[\p{L}\p{N}].*)\s*[([{（［｛〔【][^()[\]{}（）［］｛｝〔〕【】]*[)\]}）］｝〕】]\s*$/u,
    '',
  );
  return withoutAside.replace(/[^\p{L}\p{N}]+$/u, '');
};

/** Returns `undefined` if the pronunciation is unknown, as for a lone emoji or a Chinese character. */
const endingOf = (word: string): Ending | undefined => {
  const text = spoken(word.normalize('NFC'));
  const last = text.at(-1) ?? '';
  if (/[가-힣]/.test(last)) return ofSyllable(last);
  if (/[0-9]/.test(last)) return ofDigit[Number(last)];
  if (/[ㄱ-ㅣ]/.test(last)) return ofJamo(last);
  const latin = /[A-Za-z]+$/.exec(text.normalize('NFD').replace(/\p{Mn}/gu, ''))?.[0];
  if (latin) return ofLatinWord(latin);
  if (/\p{Script=Hiragana}|\p{Script=Katakana}/u.test(last))
    return /[んン]/.test(last) ? 'consonant' : 'vowel';
  return undefined;
};

const both = (afterConsonant: string, afterVowel: string): string =>
  afterConsonant.endsWith(afterVowel)
    ? `(${afterConsonant.slice(0, -afterVowel.length)})${afterVowel}`
    : `${afterConsonant}(${afterVowel})`;

/**
 * Returns the word with the particle form that its final sound calls for, or with both forms if the sound is unknown: `🐳을(를)`.
 */
export const withParticle = (word: string, pair: ParticlePair): string => {
  const [afterConsonant = '', afterVowel = ''] = pair.split('/');
  const ending = endingOf(word);
  if (!ending) return word + both(afterConsonant, afterVowel);
  const isLikeVowel = ending === 'vowel' || (ending === 'ㄹ' && pair === '으로/로');
  return word + (isLikeVowel ? afterVowel : afterConsonant);
};

const alternating =
  '은|는|이|가|을|를|과|와|으로|로|이나|나|이랑|랑|이라고|라고|이라는|라는|이에요|예요|이야|야';

/**
 * Finds particles hard-coded right after a placeholder, in i18next or JavaScript syntax: they are wrong for half of all values.
 */
export const fixedParticlesIn = (sentence: string): string[] =>
  sentence.match(new RegExp(`\\}['’”」』)\\]]*(?:${alternating})(?![가-힣])`, 'g')) ?? [];
