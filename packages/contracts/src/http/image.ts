import { limits } from '../limits.js';

/** What may be uploaded as a picture. */
export const image = {
  types: ['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'image/avif'],
  maxBytes: limits.image.maxBytes,
} as const;
