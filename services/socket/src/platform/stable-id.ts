import { createHash } from 'node:crypto';

const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Returns an id in the format of a ULID, derived from its parts alone: a repeated report gets the same id and is dropped. */
export const stableId = (...parts: readonly (string | number)[]): string => {
  const bytes = createHash('sha256').update(JSON.stringify(parts)).digest().subarray(0, 26);
  return Array.from(bytes, (byte, index) => digits.charAt(byte % (index === 0 ? 8 : 32))).join('');
};
