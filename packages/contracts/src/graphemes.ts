import { normalizeText } from './normalize.js';

const segmenter = new Intl.Segmenter();

/** What readers see as single characters: a flag, a family or a letter with its marks is one. */
export const graphemesOf = (text: string): string[] =>
  Array.from(segmenter.segment(text), ({ segment }) => segment);

/**
 * How long a text counts: code points after NFC. Databases count the same way, and a syllable counts once whether a keyboard
 * composed it or not.
 */
export const countCharacters = (text: string): number => {
  const composed = normalizeText(text, 'NFC');
  return composed.length - (composed.match(/[\ud800-\udbff](?=[\udc00-\udfff])/g)?.length ?? 0);
};

/** As many whole graphemes from the start of the text as count `max` characters or fewer. */
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
