/** Matches Unicode's stream-safe text format: no real orthography needs more combining marks on one letter. */
const tooManyMarks = /(\p{M}{30})\p{M}+/gu;

/**
 * `text.normalize(form)` in linear time. Sorting combining marks is quadratic in their number: 64 kB of them would block the
 * event loop for half a second.
 */
export const normalizeText = (text: string, form: 'NFC' | 'NFD' | 'NFKC' | 'NFKD'): string =>
  text.replace(tooManyMarks, '$1').normalize(form);
