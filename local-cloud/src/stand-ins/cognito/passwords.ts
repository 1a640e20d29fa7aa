import { randomBytes, scryptSync, timingSafeEqual } from 'node:crypto';
import { CognitoError, notAuthorized } from './cognito-error.js';
import { epochSeconds, type StoredPool, type StoredUser } from './state.js';

// Deliberately cheap: these accounts are local, and tests create many.
const cost = { N: 1024 };

const hashPassword = (password: string, salt = randomBytes(16).toString('hex')): string =>
  `${salt}:${scryptSync(password, salt, 32, cost).toString('hex')}`;

const isPassword = (password: string, hash: string): boolean => {
  const [salt] = hash.split(':');
  return timingSafeEqual(Buffer.from(hashPassword(password, salt)), Buffer.from(hash));
};

/**
 * @throws InvalidPasswordException unless the password meets the pool's policy. As in Cognito's developer guide ("Adding user
 * pool password requirements"), a password consists of Basic Latin letters, numbers and the listed symbols, which are all of
 * ASCII's. A space counts as a symbol, but may not begin or end a password.
 */
export const checkPolicy = (pool: StoredPool, password: string): void => {
  const policy = { MinimumLength: 8, ...pool.Policies?.PasswordPolicy };
  const rules: [boolean, string][] = [
    [password.length >= policy.MinimumLength, 'Password not long enough'],
    [!policy.RequireUppercase || /[A-Z]/.test(password), 'Password must have uppercase characters'],
    [!policy.RequireLowercase || /[a-z]/.test(password), 'Password must have lowercase characters'],
    [!policy.RequireNumbers || /\d/.test(password), 'Password must have numeric characters'],
    [
      !policy.RequireSymbols || /[\x20-\x2f\x3a-\x40\x5b-\x60\x7b-\x7e]/.test(password.trim()),
      'Password must have symbol characters',
    ],
    [
      /^(?! )[\x20-\x7e]+(?<! )$/.test(password),
      'Password must not have characters outside of the allowed set',
    ],
    [password.length <= 256, 'Password too long'],
  ];
  const broken = rules.find(([isMet]) => !isMet);
  if (broken)
    throw new CognitoError('InvalidPasswordException', `Password did not conform with policy: ${broken[1]}`);
};

/** Sets a new password and resets the failed attempts. */
export const setPassword = (user: StoredUser, password: string): void => {
  Object.assign(user, { passwordHash: hashPassword(password), passwordFailures: 0, lockedUntil: 0 });
};

const quietSeconds = 15 * 60;

/**
 * @throws NotAuthorizedException for a wrong password. From the fifth failure on, the account is locked for a second, doubling up
 * to about 15 minutes; 15 minutes without a failure reset it, as in Cognito's developer guide.
 */
export const checkPassword = (user: StoredUser, password: string): void => {
  const now = epochSeconds();
  if (user.lockedUntil > now) throw notAuthorized('Password attempts exceeded');
  if (isPassword(password, user.passwordHash)) {
    user.passwordFailures = 0;
    return;
  }
  if (now - user.passwordFailedAt > quietSeconds) user.passwordFailures = 0;
  user.passwordFailures += 1;
  user.passwordFailedAt = now;
  if (user.passwordFailures >= 5) user.lockedUntil = now + Math.min(2 ** (user.passwordFailures - 5), 900);
  throw notAuthorized();
};
