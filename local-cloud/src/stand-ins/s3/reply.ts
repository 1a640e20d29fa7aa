import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { NewMeta, ObjectStore } from './object-store.js';
import type { RequestUrl } from './request-url.js';
import { S3Error } from './s3-error.js';
import type { Credentials } from './signature.js';

export interface S3Request {
  req: IncomingMessage;
  url: RequestUrl;
  bucket: string;
  key: string;
  store: ObjectStore;
  credentials: Credentials;
  /** Prefix of publicly readable objects. */
  publicPrefix?: string;
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

/** Encodes a text for a header: its UTF-8 bytes, which Node takes as Latin-1. @throws For characters that no header can carry. */
export const headerValue = (text: string): string => {
  // oxlint-disable-next-line no-control-regex -- control characters are what this is about
  if (/[\u0000-\u001f\u007f]/.test(text))
    throw new S3Error(400, 'InvalidArgument', 'A header value is not valid.');
  return Buffer.from(text, 'utf8').toString('latin1');
};

/** Returns the metadata that S3 stores from a request's headers or a form's fields. */
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

/** The same for a form, whose fields are plain text rather than header values. */
export const metaFromForm = (fields: Record<string, string>): NewMeta => {
  const { headers, user } = metaFrom(fields);
  const encode = (values: Record<string, string>) =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [name, headerValue(value)]));
  return { headers: encode(headers), user: encode(user) };
};
