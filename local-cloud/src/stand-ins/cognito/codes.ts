import { randomInt } from 'node:crypto';
import { CognitoError } from './cognito-error.js';
import { epochSeconds, type StoredCode, type StoredUser } from './state.js';

const lifetimeSeconds = { SignUp: 24 * 3600, ForgotPassword: 3600 } as const;
const maxFailures = 5;

/** Returns a new 6-digit code, which invalidates the previous one. */
export const issueCode = (user: StoredUser, kind: StoredCode['kind']): string => {
  const value = String(randomInt(1_000_000)).padStart(6, '0');
  user.code = { value, kind, expiresAt: epochSeconds() + lifetimeSeconds[kind], failures: 0 };
  return value;
};

/** Consumes the code. @throws CodeMismatch, ExpiredCode or, after five wrong attempts, TooManyFailedAttempts. */
export const redeemCode = (user: StoredUser, kind: StoredCode['kind'], value: string): void => {
  const { code } = user;
  if (!code || code.kind !== kind || code.expiresAt < epochSeconds()) {
    throw new CognitoError('ExpiredCodeException', 'Invalid code provided, please request a code again.');
  }
  if (code.failures >= maxFailures) {
    throw new CognitoError(
      'TooManyFailedAttemptsException',
      'Too many failed attempts, please request a code again.',
    );
  }
  if (code.value !== value) {
    code.failures += 1;
    throw new CognitoError('CodeMismatchException', 'Invalid verification code provided, please try again.');
  }
  delete user.code;
};

/** Counts a call of `what`. @throws LimitExceeded after `perHour` calls within the last hour. */
export const countAttempt = (user: StoredUser, what: string, perHour: number): void => {
  const now = epochSeconds();
  const recent = (user.attempts[what] ?? []).filter((at) => at > now - 3600);
  if (recent.length >= perHour) {
    throw new CognitoError('LimitExceededException', 'Attempt limit exceeded, please try after some time.');
  }
  user.attempts[what] = [...recent, now];
};
