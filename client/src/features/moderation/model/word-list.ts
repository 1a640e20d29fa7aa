import { contentTrigger, type ContentRule } from '@maru/contracts/http/chat/content-rules';
import { countCharacters } from '@maru/contracts/graphemes';
import { limits } from '@maru/contracts/limits';
import { tidyLine } from '@maru/contracts/visible-text';
import type { Chip } from '@/shared/lib/chip';

/** Adds typed or pasted words, without duplicates. A word may contain blanks. */
export const addWords = (chips: readonly Chip[], text: string): Chip[] => {
  const known = new Set(chips.map((chip) => chip.text));
  const added = text
    .split(/[,\n\r\t、，]+/)
    .map(tidyLine)
    .filter((word) => word !== '' && !known.has(word) && known.add(word));
  return [...chips, ...added.map(chipOf)];
};

const chipOf = (text: string): Chip => ({
  text,
  isValid: countCharacters(text) <= limits.blockedWords.maxLength,
});

export const wordChips = ({ trigger }: Pick<ContentRule, 'trigger'>): Chip[] =>
  trigger.kind === 'words' ? trigger.words.map(chipOf) : [];

export const endsWord = (text: string): boolean => /[,、，\n]$/.test(text);

export const areWordsValid = (chips: readonly Chip[]): boolean =>
  contentTrigger.safeParse({ kind: 'words', words: chips.map((chip) => chip.text) }).success;
