import type { IncomingMessage } from 'node:http';

/** A browser that does not know what a file is sends it as bytes, or without any type. */
const mayBePicture = ({ headers }: IncomingMessage): boolean =>
  /^(?:image\/|application\/octet-stream|$)/i.test(headers['content-type'] ?? '');

/** How uploads are read, for `express.raw` and its like; the picture's content decides what it is, not its declared type. */
export const pictureBodyOptions = (limit: number) => ({ limit, type: mayBePicture });
