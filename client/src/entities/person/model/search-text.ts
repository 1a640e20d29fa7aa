import { cutText } from '@maru/contracts/graphemes';
import { limits } from '@maru/contracts/limits';
import { normalizeText } from '@maru/contracts/normalize';

/** Turns typed text into a search text: normalized, trimmed and no longer than the contract allows. Incomplete syllables stay as they are. */
export const searchTextOf = (typed: string): string =>
  cutText(normalizeText(typed, 'NFC').trim(), limits.memberSearch.max);
