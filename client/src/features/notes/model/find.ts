/** A part of a text; `isMatch`: it is what was searched for. */
export interface TextPart {
  text: string;
  isMatch: boolean;
}

const folded = (text: string) => text.toLocaleLowerCase();

/** Splits a text at each occurrence of `search`, whatever its case. */
export const partsOf = (text: string, search: string): TextPart[] => {
  const wanted = folded(search);
  const whole = folded(text);
  // Some letters change their length with their case: their places can't be told, so the text stays in one part.
  if (!wanted || whole.length !== text.length)
    return [{ text, isMatch: whole.includes(wanted) && wanted !== '' }];
  const parts: TextPart[] = [];
  let from = 0;
  for (let at = whole.indexOf(wanted); at >= 0; at = whole.indexOf(wanted, from)) {
    if (at > from) parts.push({ text: text.slice(from, at), isMatch: false });
    from = at + wanted.length;
    parts.push({ text: text.slice(at, from), isMatch: true });
  }
  return from < text.length ? [...parts, { text: text.slice(from), isMatch: false }] : parts;
};

/** Returns whether a text contains `search`, whatever its case; nothing contains an empty search. */
export const contains = (text: string, search: string): boolean =>
  search !== '' && folded(text).includes(folded(search));
