import { randomInt } from 'node:crypto';

const characters = 'abcdefghijklmnopqrstuvwxyz234567';
const length = 10;

/** Ten of 32 characters: 50 random bits, of which guessing gets five tries at a time. */
export const newRecoveryCode = (): string =>
  Array.from({ length }, () => characters[randomInt(characters.length)]).join('');

/** As people copy it. */
export const formatRecoveryCode = (code: string): string => `${code.slice(0, 5)}-${code.slice(5)}`;
