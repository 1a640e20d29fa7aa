import { z } from 'zod';
import { limits } from './limits.js';

/** The rules that a password must meet, equal in client, user service and Cognito pool. */
export const passwordRules = {
  length: (password: string) =>
    password.length >= limits.password.min && password.length <= limits.password.max,
  lowercase: (password: string) => /[a-z]/.test(password),
  number: (password: string) => /[0-9]/.test(password),
  symbol: (password: string) => /[^A-Za-z0-9\s]/.test(password),
} as const;

export type PasswordRule = keyof typeof passwordRules;

/** The rules that `password` breaks, in the order in which they are shown. */
export const brokenPasswordRules = (password: string): PasswordRule[] =>
  // Object.keys widens to string; the keys are those of the object above.
  (Object.keys(passwordRules) as PasswordRule[]).filter((rule) => !passwordRules[rule](password));

export const newPassword = z
  .string()
  .max(limits.password.max)
  .refine((password) => brokenPasswordRules(password).length === 0, { error: 'password-rules' })
  .meta({ examples: ['Wooden-floor-7'] });
