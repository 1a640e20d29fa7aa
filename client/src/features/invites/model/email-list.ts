import { email as emailSchema } from '@maru/contracts/email';
import { limits } from '@maru/contracts/limits';

export interface EmailChip {
  /** As it is shown: the address where it is one, else what was typed. */
  text: string;
  isValid: boolean;
}

/** `지민 <jimin@maru.test>`, as mail programs copy it, is the address between the brackets. */
const bare = (text: string): string => /<([^<>]*)>\s*$/.exec(text)?.[1]?.trim() ?? text;

const chipOf = (text: string): EmailChip => {
  const parsed = emailSchema.safeParse(bare(text));
  return parsed.success ? { text: parsed.data, isValid: true } : { text, isValid: false };
};

/** Names with spaces stay together when an address in brackets follows; otherwise a space parts addresses, too. */
const pieces = (text: string): string[] =>
  text
    .split(/[,;\n\r\t、，；]+/)
    .flatMap((part) => (part.includes('<') ? [part] : part.split(/\s+/)))
    .map((part) => part.trim())
    .filter(Boolean);

/** Adds what was typed or pasted, each address once. */
export const addEmails = (chips: readonly EmailChip[], text: string): EmailChip[] => {
  const known = new Set(chips.map((chip) => chip.text));
  const added = pieces(text)
    .map(chipOf)
    .filter((chip) => !known.has(chip.text) && known.add(chip.text));
  return [...chips, ...added];
};

/** Returns true when the typed text completes an address. */
export const endsAddress = (text: string): boolean => /[,;\s、，；]$/.test(text) && !/<[^>]*$/.test(text);

export type EmailListProblem = 'none' | 'invalid' | 'too-many';

export const problemOf = (chips: readonly EmailChip[]): EmailListProblem | undefined => {
  if (chips.some(({ isValid }) => !isValid)) return 'invalid';
  if (chips.length > limits.emailInvites.perRequest) return 'too-many';
  return chips.length === 0 ? 'none' : undefined;
};
