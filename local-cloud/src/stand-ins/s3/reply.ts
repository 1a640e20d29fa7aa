import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { NewMeta, ObjectStore } from './object-store.js';
import type { Credentials } from './signature.js';

export interface S3Request {
  req: IncomingMessage;
  url: URL;
  bucket: string;
  key: string;
  store: ObjectStore;
  credentials: Credentials;
}

export interface S3Reply {
  status?: number;
  headers?: Record<string, string>;
  xml?: string;
  data?: Buffer;
}

export type S3Handler = (request: S3Request) => Promise<S3Reply>;

const kept = [
  'content-type',
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'expires',
];

/** The metadata that S3 keeps of a request's headers or a form's fields. */
export const metaFrom = (given: IncomingHttpHeaders | Record<string, string>): NewMeta => {
  const entries = Object.entries(given).map(([name, value]) => [name, String(value)] as const);
  const headers = entries
    .filter(([name]) => kept.includes(name))
    .map(
      ([name, value]) =>
        [name, name === 'content-encoding' ? value.replace(/,?\s*aws-chunked,?\s*/, '') : value] as const,
    )
    .filter(([, value]) => value !== '');
  return {
    headers: Object.fromEntries(headers),
    user: Object.fromEntries(entries.filter(([name]) => name.startsWith('x-amz-meta-'))),
  };
};
