import { createHmac } from 'node:crypto';

const lifetimeSeconds = 30;

/**
 * Answers the pool's custom challenge: `base64url(JSON {sub, challenge, exp}) + '.' + base64url(HMAC-SHA256)`. The trigger
 * `verify-auth-challenge` accepts it once, for this user, within a minute.
 */
export const signInAssertion = (
  secret: string,
  { sub, challenge, now }: { sub: string; challenge: string; now: Date },
): string => {
  const exp = Math.floor(now.getTime() / 1000) + lifetimeSeconds;
  const payload = Buffer.from(JSON.stringify({ sub, challenge, exp })).toString('base64url');
  return `${payload}.${createHmac('sha256', secret).update(payload).digest('base64url')}`;
};
