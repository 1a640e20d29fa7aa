import { randomInt } from 'node:crypto';

const characters = 'abcdefghijklmnopqrstuvwxyz234567';
const length = 10;

/** Ten of 32 characters: 50 random bits, at five guesses at a time. */
export const newRecoveryCode = (): string =>
  Array.from({ length }, () => characters[randomInt(characters.length)]).join('');

/** Normalizes a code as users copy it. */
export const formatRecoveryCode = (code: string): string => `${code.slice(0, 5)}-${code.slice(5)}`;
