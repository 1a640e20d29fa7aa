import { once } from 'node:events';
import { request, type Server } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from '@jest/globals';
import express from 'express';
import { defineRoute, type RouteContract } from '@maru/contracts/route';
import { z } from 'zod';
import { AppError } from '../app-error.js';
import { createLogger } from '../logger.js';
import { createRateLimiter } from '../rate-limiter.js';
import { withRequestId } from '../request-context.js';
import { errorHandler, notFound } from './errors.js';
import { closeServer, listen, portOf } from './listen.js';
import { mountRoutes, route, type BoundRoute } from './mount-routes.js';
import { createRequestLimits } from './request-limits.js';

const greet = defineRoute({
  operationId: 'greet',
  summary: 'Greets',
  method: 'post',
  path: '/v1/people/:name/greet',
  auth: 'user',
  session: 'token',
  authorize: 'signed-in',
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

/** The demands that mounted routes asked for. */
const asked: unknown[] = [];

const serve = async (...bound: BoundRoute[]) => {
  const log = createLogger({ service: 'test', level: 'silent' });
  const app = express();
  app.use(withRequestId(log));
  mountRoutes(app, bound, {
    access: {
      authenticate: async (req) => {
        if (req.get('authorization') !== 'Bearer good') throw new AppError('UNAUTHENTICATED');
        return { userId: 'jimin', sessionId: 's', authTime: new Date() };
      },
      authorize: async ({ authorize }, { caller, params }) => {
        asked.push([authorize, caller.userId, params.serverId]);
        if (params.serverId !== 'own') throw new AppError('FORBIDDEN');
      },
      limits: createRequestLimits({ limiter: createRateLimiter() }),
    },
  });
  app.use(notFound, errorHandler(log));
  server = await listen(app, 0);
  const origin = address();
  return async (
    path = '/v1/people/alice/greet',
    init: { method?: string; body?: string | Buffer<ArrayBuffer>; headers?: Record<string, string> } = {},
  ) => {
    const headers = {
      authorization: 'Bearer good',
      'content-type': 'application/json',
      'idempotency-key': key,
      ...init.headers,
    };
    const response = await fetch(origin + path, {
      method: init.method ?? 'POST',
      headers,
      body: init.method === 'GET' ? undefined : (init.body ?? '{"word":"안녕"}'),
    });
    // Every reply of these routes is JSON.
    return {
      status: response.status,
      body: (await response.json()) as Record<string, unknown>,
      headers: response.headers,
    };
  };
};

const hello = route(greet, async ({ params, query, body, caller }) => ({
  text: `${caller.userId}: ${body.word.repeat(query.times)} ${params.name}`,
}));

const read = defineRoute({
  operationId: 'read',
  summary: 'Reads',
  method: 'get',
  path: '/v1/servers/:serverId/things',
  auth: 'user',
  session: 'token',
  authorize: 'manageServer',
  params: z.object({ serverId: z.string() }),
  status: 200,
  reply: z.object({ serverId: z.string() }),
  errors: [],
});

describe('mountRoutes', () => {
  it('passes parsed input to the handler and replies with the status of the contract', async () => {
    const call = await serve(hello);
    await expect(call('/v1/people/alice/greet?times=2')).resolves.toMatchObject({
      status: 201,
      body: { text: 'jimin: 안녕안녕 alice' },
    });
  });

  it('authenticates before it reads the request', async () => {
    const call = await serve(hello);
    const answer = await call(undefined, { headers: { authorization: '' }, body: '{}' });
    expect(answer).toMatchObject({ status: 401, body: { error: { code: 'UNAUTHENTICATED' } } });
  });

  it('names each bad field and returns the request id', async () => {
    const call = await serve(hello);
    const { status, body, headers } = await call('/v1/people/somebody/greet');
    expect(status).toBe(422);
    expect(body).toMatchObject({ error: { code: 'VALIDATION_FAILED', fields: { name: 'too_big' } } });
    expect(body).toHaveProperty('error.requestId', headers.get('x-request-id'));
  });

  it('requires an idempotency key if the contract does', async () => {
    const call = await serve(hello);
    const answer = await call(undefined, { headers: { 'idempotency-key': 'short' } });
    expect(answer.body).toMatchObject({ error: { fields: { 'Idempotency-Key': 'invalid_format' } } });
  });

  it('authorizes a route that reads before its handler runs', async () => {
    const handled: string[] = [];
    const bound = route(read, async ({ params }) => {
      handled.push(params.serverId);
      return params;
    });
    const call = await serve(bound);
    const get = (serverId: string) => call(`/v1/servers/${serverId}/things`, { method: 'GET' });
    await expect(get('foreign')).resolves.toMatchObject({ status: 403 });
    await expect(get('own')).resolves.toMatchObject({ status: 200 });
    expect(handled).toEqual(['own']);
    expect(asked).toEqual([
      ['manageServer', 'jimin', 'foreign'],
      ['manageServer', 'jimin', 'own'],
    ]);
  });

  it('leaves a route that changes something to its service, which authorizes it under a lock', async () => {
    const remove = defineRoute({ ...read, operationId: 'remove', method: 'post' });
    const call = await serve(route(remove, async ({ params }) => params));
    await expect(call('/v1/servers/foreign/things')).resolves.toMatchObject({ status: 200 });
  });

  it('counts requests by the rates of the contract, before it reads them', async () => {
    const rare = defineRoute({ ...greet, rate: [{ by: 'person', points: 2, seconds: 60 }] });
    const call = await serve(route(rare, async () => ({ text: '' })));
    const answers = [
      await call(),
      await call(undefined, { body: '{' }),
      await call(undefined, { body: '{' }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([201, 422, 429]);
  });

  it('refuses to mount a route for outsiders without access checks', () => {
    expect(() => mountRoutes(express(), [hello])).toThrow('greet needs access checks');
  });

  it.each([
    ['the token of our services', { auth: 'service', session: undefined, authorize: undefined }],
    ['the refresh cookie', { auth: 'session-cookie', session: undefined, authorize: undefined }],
    ['a live session', { session: 'live' }],
    ['a step-up', { session: 'step-up' }],
  ] as const)(
    'refuses to mount a route for outsiders that demands %s, which nothing checks',
    async (_what, demand) => {
      const contract = defineRoute({ ...read, ...demand } as RouteContract);
      const open = route(contract, async () => ({ serverId: '' }) as never);
      await expect(serve(open)).rejects.toThrow('read declares access that is not checked here');
    },
  );

  it('hides internal errors and replies that break their contract', async () => {
    const leaky = route(greet, async () => Promise.reject(new Error('db at 10.0.0.1')));
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

  it('refuses a signed-out caller before the body has arrived, and a body that is too large before reading it', async () => {
    await serve(hello);
    const answerTo = async (headers: Record<string, string>) => {
      const sent = request(`${address()}/v1/people/alice/greet`, { method: 'POST', headers });
      const answered = once(sent, 'response');
      // The announced body never arrives.
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
