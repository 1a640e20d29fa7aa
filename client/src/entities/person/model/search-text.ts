import { cutText } from '@maru/contracts/graphemes';
import { limits } from '@maru/contracts/limits';
import { normalizeText } from '@maru/contracts/normalize';

/** What to look for while somebody types, no longer than a search may be; letters that are no syllable yet are searched for as such. */
export const searchTextOf = (typed: string): string =>
  cutText(normalizeText(typed, 'NFC').trim(), limits.memberSearch.max);
