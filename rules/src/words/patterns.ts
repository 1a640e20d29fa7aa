interface Pattern {
  name: string;
  /** Matched against one sentence, without its code spans. */
  finds: RegExp;
  instead: string;
}

/** The habits that make our English hard to read; docs/writing.md shows what to write instead. */
export const patterns: readonly Pattern[] = [
  {
    name: 'free relative as opener',
    finds: /^(?:Also )?(?:What|Who|Whom|Whose|Whether|Whoever|Whatever|Whichever|Where|How)\b(?!.*\?$)/,
    instead: 'Name the thing, or start with a verb: Returns, Throws, Counts.',
  },
  {
    name: 'somebody',
    finds: /\b(?:some|no|every|any)body\b/i,
    instead: 'Name the actor: member, caller, moderator, recipient.',
  },
  {
    name: 'bare who',
    finds: /\b(?:of|for|to|by|from|than|with|also) who(?:ever)?\b|\bwhoever\b|\bwho is what\b/i,
    instead: 'Name the actor.',
  },
  {
    name: 'so many',
    finds: /\bso many\b|\bof how many\b/i,
    instead: 'State the number, or say at most, up to, per.',
  },
  {
    name: 'tell of',
    finds: /\b(?:tell|tells|told|telling) (?:of|it of)\b/i,
    instead: 'report, notify, emit, publish.',
  },
  { name: 'undertaking', finds: /\bundertakings?\b/i, instead: 'operation, authorization request.' },
  { name: 'worthless', finds: /\bworthless\b|\bworth nothing\b/i, instead: 'revoked, invalid, expired.' },
  {
    name: 'inverted conditional',
    finds:
      /^(?:Given|Asked|Told|Seen|Done|Taken|Left|Sent|Written|Stored|Set)(?: and| or| [a-z]+)?(?: [a-z]+)?, /,
    instead: 'If it is given …',
  },
];

/** Code spans and quotations aren't our sentences. */
const withoutCode = (text: string): string => text.replace(/`[^`]*`|“[^”]*”/g, 'x');

export const sentencesOf = (text: string): string[] =>
  withoutCode(text)
    .replace(/\n(?!\n|[-@])/g, ' ')
    .split(/(?<=[.!?:;])\s+(?=[A-Z])|\n/)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '');

/** Returns each pattern that the text has, with the sentence that has it. */
export const findPatterns = (text: string): { name: string; sentence: string; instead: string }[] =>
  sentencesOf(text).flatMap((sentence) =>
    patterns
      .filter(({ finds }) => finds.test(sentence))
      .map(({ name, instead }) => ({ name, sentence, instead })),
  );
