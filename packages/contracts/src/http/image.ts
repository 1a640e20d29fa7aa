import { limits } from '../limits.js';

/** Pictures that may be uploaded. */
export const image = {
  types: ['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'image/avif'],
  maxBytes: limits.image.maxBytes,
} as const;
