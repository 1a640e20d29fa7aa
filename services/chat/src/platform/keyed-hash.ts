import { createHmac } from 'node:crypto';

/** Returns a hash that needs the key to compute: addresses are too easy to guess for a plain hash. */
export const keyedHash = (key: string, value: string): string =>
  createHmac('sha256', key).update(value).digest('hex');
