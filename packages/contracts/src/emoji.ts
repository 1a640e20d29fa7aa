import { z } from 'zod';
import { definedStrings } from './text-fields.js';

// A regular expression literal cannot have the flag `v` in the language version that we compile for.
const oneEmoji = new RegExp('^\\p{RGI_Emoji}$', 'v');

/** One fully qualified emoji: of its several spellings only this one passes, so equal emoji are equal strings. */
export const emoji = z
  .string()
  .max(32)
  .refine((text) => oneEmoji.test(text), { error: 'emoji' })
  .meta({ examples: ['🌱'] })
  .register(definedStrings, { kind: 'emoji' });
