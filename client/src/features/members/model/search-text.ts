import { cutText } from '@maru/contracts/graphemes';
import { limits } from '@maru/contracts/limits';

/**
 * What to look for while somebody types: without a Korean letter at the end that is still becoming a syllable, which nobody's name
 * contains, and no longer than a search may be. The text field itself is left alone, so that composing goes on.
 */
export const searchTextOf = (typed: string): string => {
  const text = typed.normalize('NFC').trim();
  const complete = text.replace(/[\u3131-\u318e]+$/u, '').trim();
  // Letters only, such as ㅋㅋ, may well be a name.
  return cutText(complete || text, limits.memberSearch.max);
};
