/** Replaces lone surrogates, which JSON can express but databases refuse, with U+FFFD. */
export const wellFormed = (text: string): string => text.replace(/\p{Surrogate}/gu, '\ufffd');
