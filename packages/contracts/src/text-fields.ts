import { z } from 'zod';
import { countCharacters, cutText } from './graphemes.js';
import { normalizeText } from './normalize.js';
import { wellFormed } from './well-formed.js';
import { hidesCharacters, tidyLine, tidyLines } from './visible-text.js';

/** Every schema that takes a string from a caller is in here; a test finds those that are not. */
export const definedStrings = z.registry<{
  kind: 'name' | 'line' | 'lines' | 'search' | 'emoji' | 'address' | 'password' | 'opaque';
}>();

interface Length {
  min?: number;
  /** In characters as `countCharacters` counts them, and as columns of the databases do. */
  max: number;
}

/** NFD has at most four code points for one of NFC; what is longer need not be looked at. */
const isFarTooLong = (text: string, max: number): boolean => text.length > 4 * max + 64;

interface Rules extends Length {
  kind: 'name' | 'line' | 'lines' | 'search';
  /** Whether characters that readers would not see are refused rather than left out. */
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

/** A name that others read: one line; control, invisible and direction characters are refused. */
export const nameField = (length: Length) =>
  textField({ kind: 'name', isStrict: true, tidy: tidyLine, ...length });

/** One line in the writer's own words; what nobody sees is left out. */
export const lineField = (length: Length) => textField({ kind: 'line', tidy: tidyLine, ...length });

/** What to look for: compared and never stored, so nothing in it is refused or left out. */
export const searchField = (length: Length) =>
  textField({ kind: 'search', tidy: (text) => normalizeText(wellFormed(text), 'NFC').trim(), ...length });

/** Several lines in the writer's own words; what nobody sees is left out, and so is blank space at both ends. */
export const linesField = (rules: Length & Pick<Rules, 'isStrict'>) =>
  textField({ kind: 'lines', tidy: (text) => tidyLines(text).trimStart(), ...rules });

/** Several lines as they are laid out: only blank space at the end is left out. */
export const indentedLinesField = (length: Length) =>
  textField({ kind: 'lines', tidy: tidyLines, ...length });

/** A string that machines make and people do not type: an id, a token, a cursor. */
export const opaque = ({ min = 0, max }: Length) =>
  z.string().min(min).max(max).register(definedStrings, { kind: 'opaque' });

/** The longest part of a suggested name that `nameField` takes; '' when nothing visible or less than `min` is left. */
export const repairName = (suggested: string, { min = 1, max }: Length): string => {
  const name = cutText(tidyLine(suggested), max).trim();
  return countCharacters(name) < min ? '' : name;
};
