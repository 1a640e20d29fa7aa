import { createHmac, timingSafeEqual } from 'node:crypto';

/** The user service's assertion: this user has proven their identity, for this challenge only, until `exp`. */
export interface SignInAssertion {
  sub: string;
  challenge: string;
  /** Seconds since the epoch. */
  exp: number;
}

const maxLifetimeSeconds = 60;

const hmac = (secret: string, payload: string) => createHmac('sha256', secret).update(payload).digest();

/** `base64url(JSON) + '.' + base64url(HMAC-SHA256 of the first part)`. */
export const signAssertion = (secret: string, assertion: SignInAssertion): string => {
  const payload = Buffer.from(JSON.stringify(assertion)).toString('base64url');
  return `${payload}.${hmac(secret, payload).toString('base64url')}`;
};

const parse = (payload: string): Partial<SignInAssertion> => {
  try {
    // The signature is verified, so signAssertion wrote this.
    return JSON.parse(Buffer.from(payload, 'base64url').toString()) as Partial<SignInAssertion>;
  } catch {
    return {};
  }
};

/** Returns whether `answer` is an unexpired assertion for exactly this user and challenge, signed with `secret`. */
export const isValidAssertion = (
  answer: string,
  expected: { secret: string; sub: string; challenge: string; now?: Date },
): boolean => {
  const [payload = '', signature = ''] = answer.split('.');
  const given = Buffer.from(signature, 'base64url');
  const right = hmac(expected.secret, payload);
  if (given.length !== right.length || !timingSafeEqual(given, right)) return false;
  const { sub, challenge, exp = 0 } = parse(payload);
  const secondsLeft = exp - (expected.now ?? new Date()).getTime() / 1000;
  return (
    sub === expected.sub &&
    challenge === expected.challenge &&
    secondsLeft > 0 &&
    secondsLeft <= maxLifetimeSeconds
  );
};
