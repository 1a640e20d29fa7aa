import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { authRoutes } from '@maru/contracts/http/user/auth';
import { serverRoutes } from '@maru/contracts/http/chat/servers';
import axios from 'axios';
import { aMe } from '@/testing/people';
import type { call as callType } from './http';
import type * as storeType from './session-store';

const me = aMe();

// Node keeps a process alive for an open channel; there is only one tab here.
globalThis.BroadcastChannel = class extends EventTarget {
  postMessage() {}
} as unknown as typeof BroadcastChannel;

// Types of the modules that are loaded below.
Object.defineProperty(globalThis, 'navigator', { value: { language: 'ko' }, configurable: true });

let call: typeof callType;
let store: typeof storeType;

type Handler = (req: IncomingMessage) => { status: number; body: unknown };

let server: Server;
let handle: Handler;
const seen: { url: string; authorization?: string; key?: string }[] = [];

beforeAll(async () => {
  server = createServer((req: IncomingMessage, res: ServerResponse) => {
    const { authorization } = req.headers;
    seen.push({
      url: req.url ?? '',
      authorization,
      key: req.headers['idempotency-key'] as string | undefined,
    });
    const { status, body } = handle(req);
    res.writeHead(status, {
      'content-type': 'application/json',
      'access-control-allow-origin': '*',
      'access-control-allow-headers': '*',
      'access-control-allow-methods': '*',
    });
    res.end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  // The client takes its defaults when it is made, which is when the module loads.
  axios.defaults.baseURL = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  ({ call } = await import('./http'));
  store = await import('./session-store');
});
afterAll(() => void server.close());
afterEach(() => {
  seen.length = 0;
  store.closeSession();
});

const session = (accessToken: string) => ({ accessToken, expiresInMs: 600_000, me });
const expired = { status: 401, body: { error: { code: 'TOKEN_EXPIRED', message: '' } } };

describe('call', () => {
  it('refreshes an expired token once for all calls, and tries each again', async () => {
    store.openSession(session('old'));
    handle = (req) => {
      if (req.method === 'OPTIONS') return { status: 204, body: {} };
      if (req.url?.endsWith('/refresh')) return { status: 200, body: session('new') };
      return req.headers.authorization === 'Bearer new' ? { status: 200, body: me } : expired;
    };
    const replies = await Promise.all([1, 2, 3].map(() => call(authRoutes.me, {})));
    expect(replies).toEqual([me, me, me]);
    expect(seen.filter(({ url }) => url.endsWith('/refresh'))).toHaveLength(1);
    expect(store.useSession.getState().accessToken).toBe('new');
  });

  it('signs out when the session has ended', async () => {
    store.openSession(session('old'));
    handle = (req) =>
      req.url?.endsWith('/refresh')
        ? { status: 401, body: { error: { code: 'SESSION_ENDED', message: '' } } }
        : expired;
    await expect(call(authRoutes.me, {})).rejects.toMatchObject({ code: 'SESSION_ENDED' });
    expect(store.useSession.getState().status).toBe('signed-out');
  });

  it('signs out when another device has ended the session of a token that is still valid', async () => {
    store.openSession(session('old'));
    handle = () => ({ status: 401, body: { error: { code: 'SESSION_ENDED', message: '' } } });
    await expect(call(authRoutes.me, {})).rejects.toMatchObject({ code: 'SESSION_ENDED' });
    expect(store.useSession.getState().status).toBe('signed-out');
    expect(seen).toHaveLength(1);
  });

  it('gives the service’s error with its fields and waiting time', async () => {
    handle = () => ({
      status: 429,
      body: { error: { code: 'RATE_LIMITED', message: '', retryAfterMs: 4_000 } },
    });
    await expect(call(authRoutes.me, {})).rejects.toMatchObject({
      code: 'RATE_LIMITED',
      retryAfterMs: 4_000,
    });
  });

  it('refuses a reply that breaks its contract', async () => {
    handle = () => ({ status: 200, body: { userId: 'not-a-user' } });
    await expect(call(authRoutes.me, {})).rejects.toMatchObject({ code: 'INTERNAL' });
  });

  it('sends the idempotency key of the user’s action', async () => {
    handle = () => ({ status: 503, body: { error: { code: 'UNAVAILABLE', message: '' } } });
    const input = { body: { name: '마루', locale: 'ko' as const }, idempotencyKey: 'key-0123456789abcdef' };
    await expect(call(serverRoutes.createServer, input)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    expect(seen.find(({ key }) => key)?.key).toBe('key-0123456789abcdef');
  });
});
