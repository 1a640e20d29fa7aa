/** As Unicode's stream-safe text: no real orthography needs more combining marks on one letter. */
const tooManyMarks = /(\p{M}{30})\p{M}+/gu;

/**
 * `text.normalize(form)` in linear time. Sorting combining marks takes quadratic time in their number: 64 kB of them would stop a
 * process for half a second.
 */
export const normalizeText = (text: string, form: 'NFC' | 'NFD' | 'NFKC' | 'NFKD'): string =>
  text.replace(tooManyMarks, '$1').normalize(form);
