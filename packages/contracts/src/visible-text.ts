import { normalizeText } from './normalize.js';
import { wellFormed } from './well-formed.js';

/** Scripts in which a zero-width joiner or non-joiner changes the shape of a letter. */
const joiningScripts =
  'Arab Syrc Nkoo Mong Deva Beng Guru Gujr Orya Taml Telu Knda Mlym Sinh Khmr Mymr Tibt Bali Java'.split(' ');
const joiningLetter = `(?=[\\p{L}\\p{M}])[${joiningScripts.map((each) => `\\p{Script=${each}}`).join('')}]`;

/** Invisible characters, in the positions where they change how their neighbours are drawn. */
const meaningful = [
  // The flags of England, Scotland, Wales and other regions are spelled with tags.
  '\\u{1F3F4}[\\u{E0030}-\\u{E0039}\\u{E0061}-\\u{E007A}]{3,6}\\u{E007F}',
  // Variation selectors, after a character that they vary.
  '(?<=[\\p{Emoji}\\p{S}])[\\uFE0E\\uFE0F]',
  '(?<=\\p{Sm})\\uFE00',
  '(?<=\\p{Unified_Ideograph})[\\uFE00-\\uFE0D\\u{E0100}-\\u{E01EF}]',
  '(?<=(?=\\p{L})\\p{Script=Mong})[\\u180B-\\u180F]',
  // Joiners, between emoji and after letters.
  '(?<=[\\p{Extended_Pictographic}\\p{Emoji_Modifier}]|\\p{Emoji}\\uFE0F)\\u200D(?=\\p{Extended_Pictographic})',
  `(?<=${joiningLetter})[\\u200C\\u200D]`,
].join('|');

/** Control, direction and filler characters, fragments of emoji, and noncharacters. */
const unseen =
  '(?![\\n\\t])[\\p{Cc}\\p{Default_Ignorable_Code_Point}\\p{Noncharacter_Code_Point}\\uFFF9-\\uFFFB]';

const kept = new RegExp(`(${meaningful})|${unseen}`, 'gu');

/** No script needs more marks on one letter, except Tibetan stacks; spammers pile up dozens. */
const piledMarks = /((?:(?!\p{Script=Tibetan})[\p{Mn}\p{Me}]){4})(?:(?!\p{Script=Tibetan})[\p{Mn}\p{Me}])+/gu;
const piledStacks = /(\p{M}{8})\p{M}+/gu;

/**
 * Invisible, though neither space nor ignorable: blanks of Braille, music and hieroglyphs, and the object replacement character.
 */
const blank = '\\s\\u0085\\u2800\\uFFFC\\u{1D159}\\u{13441}\\u{13442}';
const blanks = new RegExp(`[${blank}]+`, 'gu');
const isBlank = new RegExp(`^[${blank}]$`, 'u');
// An unassigned code point may be an emoji newer than our tables.
const seen = new RegExp(`(?![${blank}])[\\p{L}\\p{N}\\p{P}\\p{S}\\p{Cn}]`, 'u');

/** Returns whether a tidied text shows anything: a mark needs a letter, a joiner needs something to join. */
export const isVisible = (text: string): boolean => seen.test(text);

const withoutUnseen = (text: string): string => text.replace(kept, (_all, mark?: string) => mark ?? '');
const withoutPiles = (text: string): string => text.replace(piledMarks, '$1').replace(piledStacks, '$1');

const tidyOnce = (text: string): string =>
  withoutPiles(normalizeText(withoutUnseen(normalizeText(text, 'NFC')), 'NFC'));

/** Repeats until stable: removing a character may bring two others together, or let marks change places. */
const tidy = (text: string): string => {
  let [before, after] = ['', withoutPiles(wellFormed(text))];
  while (after !== before) [before, after] = [after, tidyOnce(after)];
  return after;
};

const seenOrNothing = (text: string): string => (isVisible(text) ? text : '');

const foldLineEnds = (text: string): string => text.replace(/\r\n?|[\u0085\u2028\u2029\v\f]/g, '\n');

/** A loop, because a regular expression ending in `$` would rescan every run of blanks. */
const trimEnd = (text: string): string => {
  let end = text.length;
  while (end > 0 && isBlank.test(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
};

/** Returns a multi-line text as it is stored: NFC, one kind of line break, nothing invisible; '' if none of it is visible. */
export const tidyLines = (text: string): string => seenOrNothing(trimEnd(tidy(foldLineEnds(text))));

/** Returns a one-line text as it is stored: line breaks and runs of blanks become single spaces; '' if none of it is visible. */
export const tidyLine = (text: string): string =>
  seenOrNothing(tidy(text.replace(blanks, ' ')).replace(/ +/g, ' ').trim());

/** Returns whether a name contains invisible characters, with which two names could look alike. */
export const hidesCharacters = (text: string): boolean => {
  const line = normalizeText(wellFormed(text.replace(blanks, ' ')), 'NFC');
  return tidyOnce(line) !== line;
};
