import { once } from 'node:events';
import { request, type Server } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from '@jest/globals';
import express from 'express';
import { defineRoute } from '@maru/contracts/route';
import { z } from 'zod';
import { AppError } from '../app-error.js';
import { createLogger } from '../logger.js';
import { withRequestId } from '../request-context.js';
import { errorHandler, notFound } from './errors.js';
import { closeServer, listen, portOf } from './listen.js';
import { mountRoutes, route, type BoundRoute } from './mount-routes.js';

const greet = defineRoute({
  operationId: 'greet',
  summary: 'Greets',
  method: 'post',
  path: '/v1/people/:name/greet',
  auth: 'user',
  idempotent: true,
  params: z.object({ name: z.string().max(5) }),
  query: z.object({ times: z.coerce.number().default(1) }),
  body: z.object({ word: z.string() }),
  maxBodyBytes: 100,
  status: 201,
  reply: z.object({ text: z.string() }),
  errors: [],
});

const key = 'key-0123456789abcdef';
let server: Server | undefined;
afterEach(() => server && closeServer(server));

const address = () => `http://127.0.0.1:${server ? portOf(server) : 0}`;

const serve = async (...bound: BoundRoute[]) => {
  const log = createLogger({ service: 'test', level: 'silent' });
  const app = express();
  app.use(withRequestId(log));
  mountRoutes(app, bound, {
    authenticate: async (req) => {
      if (req.get('authorization') !== 'Bearer good') throw new AppError('UNAUTHENTICATED');
      return { userId: 'jimin', sessionId: 's', authTime: new Date() };
    },
  });
  app.use(notFound, errorHandler(log));
  server = await listen(app, 0);
  const origin = address();
  return async (
    path = '/v1/people/alice/greet',
    init: { body?: string | Buffer<ArrayBuffer>; headers?: Record<string, string> } = {},
  ) => {
    const headers = {
      authorization: 'Bearer good',
      'content-type': 'application/json',
      'idempotency-key': key,
      ...init.headers,
    };
    const response = await fetch(origin + path, {
      method: 'POST',
      headers,
      body: init.body ?? '{"word":"안녕"}',
    });
    // Every answer of these routes is JSON.
    return {
      status: response.status,
      body: (await response.json()) as Record<string, unknown>,
      headers: response.headers,
    };
  };
};

const hello = route(greet, {
  authorize: 'self',
  handle: async ({ params, query, body, caller }) => ({
    text: `${caller.userId}: ${body.word.repeat(query.times)} ${params.name}`,
  }),
});

describe('mountRoutes', () => {
  it('hands the handler parsed input and answers with the contract’s status', async () => {
    const call = await serve(hello);
    await expect(call('/v1/people/alice/greet?times=2')).resolves.toMatchObject({
      status: 201,
      body: { text: 'jimin: 안녕안녕 alice' },
    });
  });

  it('authenticates before it reads anything', async () => {
    const call = await serve(hello);
    const answer = await call(undefined, { headers: { authorization: '' }, body: '{}' });
    expect(answer).toMatchObject({ status: 401, body: { error: { code: 'UNAUTHENTICATED' } } });
  });

  it('names each bad field and gives the request id', async () => {
    const call = await serve(hello);
    const { status, body, headers } = await call('/v1/people/somebody/greet');
    expect(status).toBe(422);
    expect(body).toMatchObject({ error: { code: 'VALIDATION_FAILED', fields: { name: 'too_big' } } });
    expect(body).toHaveProperty('error.requestId', headers.get('x-request-id'));
  });

  it('wants an idempotency key where the contract does', async () => {
    const call = await serve(hello);
    const answer = await call(undefined, { headers: { 'idempotency-key': 'short' } });
    expect(answer.body).toMatchObject({ error: { fields: { 'Idempotency-Key': 'invalid_format' } } });
  });

  it('runs the named check before the handler', async () => {
    let handled = false;
    const bound = route(greet, {
      authorize: { name: 'nobody', check: async () => Promise.reject(new AppError('FORBIDDEN')) },
      handle: async () => {
        handled = true;
        return { text: '' };
      },
    });
    const call = await serve(bound);
    await expect(call()).resolves.toMatchObject({ status: 403 });
    expect(handled).toBe(false);
    expect(bound.authorizationName).toBe('nobody');
  });

  it('hides what went wrong inside, and a reply that breaks its contract', async () => {
    const leaky = route(greet, {
      authorize: 'self',
      handle: async () => Promise.reject(new Error('db at 10.0.0.1')),
    });
    const call = await serve(leaky);
    const answer = await call();
    expect(answer).toMatchObject({ status: 500, body: { error: { code: 'INTERNAL' } } });
    expect(JSON.stringify(answer.body)).not.toContain('10.0.0.1');
  });

  it.each([
    ['malformed JSON', '{', 422, 'VALIDATION_FAILED'],
    ['a body that is too large', JSON.stringify({ word: 'x'.repeat(200) }), 413, 'PAYLOAD_TOO_LARGE'],
  ])('answers %s in the one error shape', async (_what, body, status, code) => {
    const call = await serve(hello);
    await expect(call(undefined, { body })).resolves.toMatchObject({ status, body: { error: { code } } });
  });

  it.each([
    ['broken gzip', 'gzip', 'not gzip'],
    ['gzip', 'gzip', gzipSync('{"word":"안녕"}')],
    ['a gzip bomb', 'gzip', gzipSync(Buffer.alloc(10_000, '['))],
    ['broken deflate', 'deflate', 'not deflate'],
    ['broken brotli', 'br', 'not brotli'],
    ['an unknown coding', 'lzma', '{}'],
    ['an unknown charset', 'identity', '{}', 'application/json; charset=utf-99'],
    ['JSON that is nested too deep', 'identity', '['.repeat(45) + ']'.repeat(45)],
    ['JSON with keys of Object', 'identity', '{"__proto__":{"word":"x"},"constructor":1}'],
    ['a list for an object', 'identity', '[]'],
    ['a number for an object', 'identity', '1'],
    ['a body of another type', 'identity', '<word/>', 'application/xml'],
  ])('refuses %s as a malformed request', async (_what, coding, body, type = 'application/json') => {
    const call = await serve(hello);
    const headers = { 'content-encoding': coding, 'content-type': type };
    await expect(call(undefined, { body, headers })).resolves.toMatchObject({
      status: 422,
      body: { error: { code: 'VALIDATION_FAILED' } },
    });
  });

  it('refuses a stranger before a body has arrived, and too much before any of it is read', async () => {
    await serve(hello);
    const answerTo = async (headers: Record<string, string>) => {
      const sent = request(`${address()}/v1/people/alice/greet`, { method: 'POST', headers });
      const answered = once(sent, 'response');
      // The body that was announced never comes.
      sent.flushHeaders();
      const [answer] = await answered;
      sent.destroy();
      return answer.statusCode;
    };
    const announced = { 'content-type': 'application/json', 'content-length': '8000000' };
    expect(await answerTo(announced)).toBe(401);
    expect(await answerTo({ ...announced, authorization: 'Bearer good' })).toBe(413);
  });

  it('answers an unknown path in the one error shape', async () => {
    const call = await serve(hello);
    await expect(call('/v1/elsewhere')).resolves.toMatchObject({
      status: 404,
      body: { error: { code: 'NOT_FOUND' } },
    });
  });
});
