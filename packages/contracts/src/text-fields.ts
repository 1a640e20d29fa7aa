import { z } from 'zod';
import { countCharacters, cutText } from './graphemes.js';
import { normalizeText } from './normalize.js';
import { wellFormed } from './well-formed.js';
import { hidesCharacters, tidyLine, tidyLines } from './visible-text.js';

/** Every schema that takes a string from a caller is built from these; a test finds others. */
export const definedStrings = z.registry<{
  kind: 'name' | 'line' | 'lines' | 'search' | 'emoji' | 'address' | 'password' | 'opaque';
}>();

interface Length {
  min?: number;
  /** In characters as `countCharacters` and database columns count them. */
  max: number;
}

/** NFD has at most four code points per NFC code point; anything longer is refused unread. */
const isFarTooLong = (text: string, max: number): boolean => text.length > 4 * max + 64;

interface Rules extends Length {
  kind: 'name' | 'line' | 'lines' | 'search';
  /** True: refuse invisible characters. False: drop them. */
  isStrict?: boolean;
  tidy: (text: string) => string;
}

const textField = ({ kind, tidy, isStrict = false, min = 0, max }: Rules) => {
  const refuseLength = (ctx: z.RefinementCtx<string>, code: 'too_small' | 'too_big') => {
    const bound = code === 'too_big' ? ({ code, maximum: max } as const) : ({ code, minimum: min } as const);
    ctx.addIssue({ ...bound, origin: 'string', inclusive: true });
    return z.NEVER;
  };
  return z
    .string()
    .meta({ ...(min > 0 ? { minLength: min } : {}), maxLength: max })
    .register(definedStrings, { kind })
    .transform((given, ctx) => {
      if (isFarTooLong(given, max)) return refuseLength(ctx, 'too_big');
      if (isStrict && hidesCharacters(given)) {
        ctx.addIssue({ code: 'custom', message: 'characters' });
        return z.NEVER;
      }
      const text = tidy(given);
      const length = countCharacters(text);
      if (length > max) return refuseLength(ctx, 'too_big');
      if (length < min) return refuseLength(ctx, 'too_small');
      return text;
    });
};

/** A public name: one line; control, invisible and direction characters are refused. */
export const nameField = (length: Length) =>
  textField({ kind: 'name', isStrict: true, tidy: tidyLine, ...length });

/** One line of free text; invisible characters are dropped. */
export const lineField = (length: Length) => textField({ kind: 'line', tidy: tidyLine, ...length });

/** A search term: compared and never stored, so nothing in it is refused or dropped. */
export const searchField = (length: Length) =>
  textField({ kind: 'search', tidy: (text) => normalizeText(wellFormed(text), 'NFC').trim(), ...length });

/** Several lines of free text; invisible characters and blank space at both ends are dropped. */
export const linesField = (rules: Length & Pick<Rules, 'isStrict'>) =>
  textField({ kind: 'lines', tidy: (text) => tidyLines(text).trimStart(), ...rules });

/** Several lines with their layout: only blank space at the end is dropped. */
export const indentedLinesField = (length: Length) =>
  textField({ kind: 'lines', tidy: tidyLines, ...length });

/** A machine-made string, never typed: an id, a token, a cursor. */
export const opaque = ({ min = 0, max }: Length) =>
  z.string().min(min).max(max).register(definedStrings, { kind: 'opaque' });

/**
 * Returns the longest prefix of a suggested name that `nameField` accepts; '' if it has nothing visible or fewer than `min`
 * characters.
 */
export const repairName = (suggested: string, { min = 1, max }: Length): string => {
  const name = cutText(tidyLine(suggested), max).trim();
  return countCharacters(name) < min ? '' : name;
};
