import { Secret, TOTP } from 'otpauth';
import { CognitoError } from './cognito-error.js';
import type { StoredUser } from './state.js';

const periodSeconds = 30;

export const newTotpSecret = (): string => new Secret({ size: 32 }).base32;

/** Returns the time step of a code (RFC 6238, one step of tolerance), or `undefined` for a wrong one. */
export const stepOf = (secret: string, code: string): number | undefined => {
  const delta = new TOTP({ secret, period: periodSeconds }).validate({ token: code, window: 1 });
  return delta === null ? undefined : Math.floor(Date.now() / 1000 / periodSeconds) + delta;
};

/** Consumes a code of the user's app. */
export const redeemTotp = (user: StoredUser, code: string): void => {
  const { totp } = user;
  const step = totp ? stepOf(totp.secret, code) : undefined;
  if (!totp || step === undefined) {
    throw new CognitoError('CodeMismatchException', 'Invalid code received for user');
  }
  if (step <= totp.lastStep) {
    throw new CognitoError('ExpiredCodeException', 'Your software token has already been used once.');
  }
  totp.lastStep = step;
};
