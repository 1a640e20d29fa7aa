import { createHmac } from 'node:crypto';

/** A hash that only who has the key can make: addresses are too easy to guess to be hashed alone. */
export const keyedHash = (key: string, value: string): string =>
  createHmac('sha256', key).update(value).digest('hex');
