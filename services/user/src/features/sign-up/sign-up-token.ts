import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** 256 random bits; only their hash is stored. */
export const newSignUpToken = (): string => randomBytes(32).toString('base64url');

export const hashSignUpToken = (token: string): string => createHash('sha256').update(token).digest('hex');

export const isSignUpToken = (token: string, hash: string): boolean =>
  timingSafeEqual(Buffer.from(hashSignUpToken(token)), Buffer.from(hash));
