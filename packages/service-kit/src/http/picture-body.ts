import type { IncomingMessage } from 'node:http';

/** A browser sends a file of unknown type as bytes, or without a type. */
const mayBePicture = ({ headers }: IncomingMessage): boolean =>
  /^(?:image\/|application\/octet-stream|$)/i.test(headers['content-type'] ?? '');

/** Options for `express.raw`; the picture's content determines its format, not the declared type. */
export const pictureBodyOptions = (limit: number) => ({ limit, type: mayBePicture });
