import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { RequestUrl } from './request-url.js';
import { S3Error, signatureMismatch } from './s3-error.js';

/** AWS Signature Version 4 as a server verifies it: in the Authorization header, the query (presigned), or a POST policy. */
export interface Credentials {
  accessKeyId: string;
  secretAccessKey: string;
}

const maxSkewMs = 15 * 60_000;
const maxExpirySeconds = 7 * 24 * 3600;

export const sha256 = (data: string | Buffer): string => createHash('sha256').update(data).digest('hex');
const hmac = (key: string | Buffer, data: string) => createHmac('sha256', key).update(data).digest();

export const encodeRfc3986 = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

const isEqual = (a: string, b: string) =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));

/** `20261124T010203Z` → milliseconds since the epoch; NaN if malformed. */
const parseStamp = (stamp: string) =>
  Date.parse(stamp.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));

const parseScope = (credential: string, { accessKeyId }: Credentials) => {
  const [id, date = '', region = ''] = credential.split('/');
  if (id !== accessKeyId) {
    throw new S3Error(
      403,
      'InvalidAccessKeyId',
      'The AWS Access Key Id you provided does not exist in our records.',
    );
  }
  return { date, region, scope: credential.slice(id.length + 1) };
};

const signingKey = (secret: string, date: string, region: string) =>
  hmac(hmac(hmac(hmac(`AWS4${secret}`, date), region), 's3'), 'aws4_request');

interface Canonical {
  req: IncomingMessage;
  url: RequestUrl;
  signedHeaders: string;
  payloadHash: string;
}

const canonicalRequest = ({ req, url, signedHeaders, payloadHash }: Canonical): string => {
  const path = url.pathname
    .split('/')
    .map((part) => encodeRfc3986(decodeURIComponent(part)))
    .join('/');
  const query = [...url.searchParams]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => `${encodeRfc3986(name)}=${encodeRfc3986(value)}`)
    .sort()
    .join('&');
  const headers = signedHeaders.split(';').map(
    (name) =>
      `${name}:${String(req.headers[name] ?? '')
        .trim()
        .replace(/\s+/g, ' ')}`,
  );
  return [req.method, path, query, ...headers, '', signedHeaders, payloadHash].join('\n');
};

/** S3 requires every `x-amz-` header to be signed: otherwise a presigned URL could be used with another ACL or owner. */
const checkSignedHeaders = ({ req, signedHeaders }: Canonical): void => {
  const signed = signedHeaders.split(';');
  const forgotten = Object.keys(req.headers).find(
    (name) => name.startsWith('x-amz-') && !signed.includes(name),
  );
  if (!signed.includes('host') || forgotten) {
    throw new S3Error(403, 'AccessDenied', 'There were headers present in the request which were not signed');
  }
};

const check = (
  canonical: Canonical,
  signed: { credential: string; stamp: string; signature: string },
  credentials: Credentials,
) => {
  checkSignedHeaders(canonical);
  const { date, region, scope } = parseScope(signed.credential, credentials);
  const toSign = ['AWS4-HMAC-SHA256', signed.stamp, scope, sha256(canonicalRequest(canonical))].join('\n');
  const right = hmac(signingKey(credentials.secretAccessKey, date, region), toSign).toString('hex');
  if (!isEqual(right, signed.signature)) throw signatureMismatch();
};

const authorizePresigned = (req: IncomingMessage, url: RequestUrl, credentials: Credentials): void => {
  const get = (name: string) => url.searchParams.get(name) ?? '';
  const stamp = get('X-Amz-Date');
  const signedAt = parseStamp(stamp);
  const seconds = Number(get('X-Amz-Expires'));
  if (!(seconds >= 0 && seconds <= maxExpirySeconds)) {
    const message = 'X-Amz-Expires must be less than a week (in seconds) that is: 604800';
    throw new S3Error(400, 'AuthorizationQueryParametersError', message);
  }
  if (!(signedAt + seconds * 1000 > Date.now())) {
    throw new S3Error(403, 'AccessDenied', 'Request has expired');
  }
  if (signedAt > Date.now() + maxSkewMs) throw new S3Error(403, 'AccessDenied', 'Request is not yet valid');
  const payloadHash = url.searchParams.get('X-Amz-Content-Sha256') ?? 'UNSIGNED-PAYLOAD';
  const canonical = { req, url, signedHeaders: get('X-Amz-SignedHeaders'), payloadHash };
  check(
    canonical,
    { credential: get('X-Amz-Credential'), stamp, signature: get('X-Amz-Signature') },
    credentials,
  );
};

const authorization = /^AWS4-HMAC-SHA256 Credential=([^,]+), ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]+)$/;

/** @throws AccessDenied, RequestTimeTooSkewed or SignatureDoesNotMatch unless the request is signed by `credentials`. */
export const authorize = (req: IncomingMessage, url: RequestUrl, credentials: Credentials): void => {
  if (url.searchParams.has('X-Amz-Signature')) return authorizePresigned(req, url, credentials);
  const [, credential, signedHeaders, signature] = authorization.exec(req.headers.authorization ?? '') ?? [];
  if (!credential || !signedHeaders || !signature) throw new S3Error(403, 'AccessDenied', 'Access Denied');
  const stamp = String(req.headers['x-amz-date'] ?? '');
  if (!(Math.abs(Date.now() - parseStamp(stamp)) < maxSkewMs)) throw new S3Error(403, 'RequestTimeTooSkewed');
  const payloadHash = String(req.headers['x-amz-content-sha256'] ?? '');
  check({ req, url, signedHeaders, payloadHash }, { credential, stamp, signature }, credentials);
};

/** @throws Unless a POST policy was signed by `credentials`. */
export const authorizePolicy = (fields: Record<string, string>, credentials: Credentials): void => {
  const { date, region } = parseScope(fields['x-amz-credential'] ?? '', credentials);
  const right = hmac(signingKey(credentials.secretAccessKey, date, region), fields.policy ?? '').toString(
    'hex',
  );
  if (!isEqual(right, fields['x-amz-signature'] ?? '')) throw signatureMismatch();
};
