import { z } from 'zod';
import { limits } from './limits.js';
import { definedStrings } from './text-fields.js';

/**
 * The rules for a new password, identical in client, user service and Cognito pool. Letters, digits and symbols are defined as in
 * Cognito's developer guide ("Adding user pool password requirements"): Basic Latin only; a space counts as a symbol, but may not
 * begin or end a password.
 */
export const passwordRules = {
  length: (password: string) =>
    password.length >= limits.password.min && password.length <= limits.password.max,
  lowercase: (password: string) => /[a-z]/.test(password),
  number: (password: string) => /[0-9]/.test(password),
  symbol: (password: string) => /[\x20-\x2f\x3a-\x40\x5b-\x60\x7b-\x7e]/.test(password.trim()),
  characters: (password: string) => /^(?! )[\x20-\x7e]+(?<! )$/.test(password),
} as const;

export type PasswordRule = keyof typeof passwordRules;

/** Returns the rules that `password` breaks, in display order. */
export const brokenPasswordRules = (password: string): PasswordRule[] =>
  // Object.keys widens to string; the keys are those of the object above.
  (Object.keys(passwordRules) as PasswordRule[]).filter((rule) => !passwordRules[rule](password));

// An account may be older than the rules, and its password may contain decomposed syllables as a Mac sends them.
const composed = (password: string): string => password.normalize('NFC');

export const newPassword = z
  .string()
  .refine((password) => brokenPasswordRules(password).length === 0, { error: 'password-rules' })
  .meta({ examples: ['Wooden-floor-7'], minLength: limits.password.min, maxLength: limits.password.max })
  .register(definedStrings, { kind: 'password' });

/** A password that the caller claims to be theirs. */
export const currentPassword = z
  .string()
  .min(1)
  .max(4 * limits.password.max)
  .register(definedStrings, { kind: 'password' })
  .transform(composed)
  .pipe(z.string().max(limits.password.max));
