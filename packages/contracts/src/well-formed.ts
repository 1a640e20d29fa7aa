/** The text without halves of characters, which JSON can name but databases do not take; U+FFFD stands for them. */
export const wellFormed = (text: string): string => text.replace(/\p{Surrogate}/gu, '\ufffd');
