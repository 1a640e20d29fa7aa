/** One short text in a field that takes several. */
export interface Chip {
  text: string;
  isValid: boolean;
}
