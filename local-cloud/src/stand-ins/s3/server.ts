import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import {
  createBucket,
  deleteObjects,
  headBucket,
  listObjects,
  postObject,
  putCors,
} from './bucket-operations.js';
import { corsHeaders } from './cors.js';
import { abortUpload, completeUpload, startUpload, uploadPart } from './multipart.js';
import { deleteObject, getObject, putObject } from './object-operations.js';
import { ObjectStore } from './object-store.js';
import type { S3Handler, S3Reply, S3Request } from './reply.js';
import { parseRequestUrl } from './request-url.js';
import { S3Error } from './s3-error.js';
import { authorize, type Credentials } from './signature.js';
import { deleteTagging, getTagging, putTagging } from './tagging.js';
import { element } from './xml.js';

interface Rule {
  method: string;
  /** Returns whether the path names an object rather than a bucket. */
  on: 'bucket' | 'object';
  /** Returns a required query parameter. */
  query?: string;
  handle: S3Handler;
}

/** S3 distinguishes operations by method, path and the presence of query parameters; the first matching rule wins. */
const rules: Rule[] = [
  { method: 'PUT', on: 'bucket', query: 'cors', handle: putCors },
  { method: 'PUT', on: 'bucket', handle: createBucket },
  { method: 'HEAD', on: 'bucket', handle: headBucket },
  { method: 'POST', on: 'bucket', query: 'delete', handle: deleteObjects },
  { method: 'GET', on: 'bucket', handle: listObjects },
  { method: 'POST', on: 'object', query: 'uploads', handle: startUpload },
  { method: 'POST', on: 'object', query: 'uploadId', handle: completeUpload },
  { method: 'PUT', on: 'object', query: 'uploadId', handle: uploadPart },
  { method: 'DELETE', on: 'object', query: 'uploadId', handle: abortUpload },
  { method: 'PUT', on: 'object', query: 'tagging', handle: putTagging },
  { method: 'GET', on: 'object', query: 'tagging', handle: getTagging },
  { method: 'DELETE', on: 'object', query: 'tagging', handle: deleteTagging },
  { method: 'PUT', on: 'object', handle: putObject },
  { method: 'DELETE', on: 'object', handle: deleteObject },
  { method: 'GET', on: 'object', handle: getObject },
  { method: 'HEAD', on: 'object', handle: getObject },
];

/** Parameters that select another operation; an unsupported one must never pass for a plain GET or PUT. */
const subresources =
  'accelerate acl analytics attributes cors encryption inventory legal-hold lifecycle location logging metrics notification object-lock ownershipControls policy policyStatus publicAccessBlock renameObject replication requestPayment restore retention select tagging torrent uploadId uploads versionId versioning versions website'.split(
    ' ',
  );

const findRule = ({ req, url, key }: S3Request): Rule => {
  const on = key ? 'object' : 'bucket';
  const fitting = rules.filter((rule) => rule.method === req.method && rule.on === on);
  const asked = subresources.find((name) => url.searchParams.has(name));
  const found = fitting.find(({ query }) => (query ? url.searchParams.has(query) : !asked));
  if (found) return found;
  throw asked
    ? new S3Error(501, 'NotImplemented', `${req.method} ?${asked} is not offered by this stand-in`)
    : new S3Error(405, 'MethodNotAllowed', 'The specified method is not allowed against this resource.');
};

/** Objects that the bucket policy makes readable without a signature. */
const isPublicRead = ({ req, url, key, publicPrefix }: S3Request): boolean =>
  publicPrefix !== undefined &&
  key.startsWith(publicPrefix) &&
  (req.method === 'GET' || req.method === 'HEAD') &&
  url.searchParams.size === 0 &&
  !req.headers.authorization;

const route = async (request: S3Request): Promise<S3Reply> => {
  const { req, url, bucket, key, credentials } = request;
  const isForm = req.method === 'POST' && !key && !url.searchParams.has('delete');
  if (isForm) return postObject(request);
  if (!isPublicRead(request)) authorize(req, url, credentials);
  if (!bucket) throw new S3Error(501, 'NotImplemented', 'Buckets are not listed by this stand-in');
  return findRule(request).handle(request);
};

const failure = (error: unknown): S3Reply => {
  const known = error instanceof S3Error ? error : new S3Error(500, 'InternalError');
  if (known !== error) process.stderr.write(`s3: ${String(error)}\n`);
  return {
    status: known.status,
    xml: element('Error', { Code: known.code, Message: known.message, RequestId: 'local' }),
  };
};

const send = (req: IncomingMessage, res: ServerResponse, reply: S3Reply): void => {
  const type = reply.xml ? { 'content-type': 'application/xml' } : {};
  res.writeHead(reply.status ?? 200, { 'x-amz-request-id': randomUUID(), ...type, ...reply.headers });
  if (req.method === 'HEAD') res.end();
  else res.end(reply.xml ? `<?xml version="1.0" encoding="UTF-8"?>${reply.xml}` : reply.data);
};

const answer = async (request: S3Request): Promise<S3Reply> => {
  const cors = await corsHeaders(request.store, request.bucket, request.req);
  if (request.req.method === 'OPTIONS') {
    return cors['access-control-allow-origin']
      ? { headers: cors }
      : failure(new S3Error(403, 'AccessForbidden', 'CORSResponse: This CORS request is not allowed.'));
  }
  const reply = await route(request).catch(failure);
  return { ...reply, headers: { ...cors, ...reply.headers } };
};

/** The part of S3's REST API that Maru uses, path-style, on files. */
export const createS3Server = (options: {
  dir: string;
  credentials: Credentials;
  publicPrefix?: string;
}): Server => {
  const store = new ObjectStore(options.dir);
  const serve = async (req: IncomingMessage, res: ServerResponse) => {
    const { bucket, key, ...url } = parseRequestUrl(req.url ?? '/');
    const request = { req, url, bucket, key, store, ...options };
    const reply = await answer(request);
    req.resume();
    send(req, res, reply);
  };
  return createServer((req, res) => {
    if (req.url === '/health') return void res.end('ok');
    serve(req, res).catch((error: unknown) => send(req, res, failure(error)));
  });
};
