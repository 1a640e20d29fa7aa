import { createHash } from 'node:crypto';

const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** An id with the looks of a ULID that is the same for the same parts: who tells of something twice is understood. */
export const stableId = (...parts: readonly (string | number)[]): string => {
  const bytes = createHash('sha256').update(JSON.stringify(parts)).digest().subarray(0, 26);
  return Array.from(bytes, (byte, index) => digits.charAt(byte % (index === 0 ? 8 : 32))).join('');
};
