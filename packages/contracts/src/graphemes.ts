import { normalizeText } from './normalize.js';

const segmenter = new Intl.Segmenter();

/** User-perceived characters: a flag, a family emoji or a letter with its marks is one. */
export const graphemesOf = (text: string): string[] =>
  Array.from(segmenter.segment(text), ({ segment }) => segment);

/**
 * Counts the characters of a text: code points after NFC. Databases count the same way, and a syllable counts once whether a
 * keyboard composed it or not.
 */
export const countCharacters = (text: string): number => {
  const composed = normalizeText(text, 'NFC');
  return composed.length - (composed.match(/[\ud800-\udbff](?=[\udc00-\udfff])/g)?.length ?? 0);
};

/** Returns the longest prefix of whole graphemes with at most `max` characters. */
export const cutText = (text: string, max: number): string => {
  const composed = normalizeText(text, 'NFC');
  if (composed.length <= max) return composed;
  let [end, left] = [0, max];
  for (const { segment, index } of segmenter.segment(composed)) {
    left -= countCharacters(segment);
    if (left < 0) break;
    end = index + segment.length;
  }
  return composed.slice(0, end);
};
