import type { Server } from 'node:http';
import { afterEach, describe, expect, it } from '@jest/globals';
import { defineRoute } from '@maru/contracts/route';
import express from 'express';
import { createRateLimiter } from '../rate-limiter.js';
import { closeServer, listen, portOf } from './listen.js';
import { createRequestLimits, limitAddresses } from './request-limits.js';

let server: Server | undefined;
afterEach(() => server && closeServer(server));

it('answers RATE_LIMITED on every path once an address has used up its requests', async () => {
  const app = express().use(limitAddresses(createRateLimiter().limit('test', { points: 2, seconds: 60 })));
  server = await listen(app, 0);
  const base = `http://127.0.0.1:${portOf(server)}`;
  const statuses = [];
  for (const path of ['/', '/v1/x', '/docs']) {
    const answer = await fetch(base + path);
    statuses.push([answer.status, answer.headers.has('retry-after')]);
    await answer.arrayBuffer();
  }
  expect(statuses).toEqual([
    [404, false],
    [404, false],
    [429, true],
  ]);
});

const shape = { summary: '', status: 204, reply: null, errors: [] } as const;
const oncePer = (by: 'address' | 'person', pool?: string) => [{ by, points: 1, seconds: 60, pool }] as const;
const open = (name: string, pool?: string) =>
  defineRoute({
    ...shape,
    operationId: name,
    method: 'post',
    path: `/chat/v1/${name}`,
    auth: 'public',
    rate: oncePer('address', pool),
  });
const own = defineRoute({
  ...shape,
  operationId: 'own',
  method: 'post',
  path: '/chat/v1/own',
  auth: 'user',
  session: 'token',
  authorize: 'signed-in',
  rate: oncePer('person'),
});
const outcome = (work: Promise<void>): Promise<string> =>
  work.then(
    () => 'counted',
    (error: Error) => error.message,
  );

describe('rates of contracts', () => {
  const create = (pointsOf?: Record<string, number>) =>
    createRequestLimits({ limiter: createRateLimiter(), pointsOf });

  it('give each route a budget of its own, and a pool one budget together', async () => {
    const limits = create();
    const consume = (route: ReturnType<typeof open>) =>
      outcome(limits.consume(route, { address: '192.0.2.1' }));
    expect(await consume(open('a'))).toBe('counted');
    expect(await consume(open('a'))).toBe('RATE_LIMITED');
    expect(await consume(open('b'))).toBe('counted');
    expect(await consume(open('c', 'pool'))).toBe('counted');
    expect(await consume(open('d', 'pool'))).toBe('RATE_LIMITED');
  });

  it('count an IPv6 /64 as one address', async () => {
    const limits = create();
    const from = (address: string) => outcome(limits.consume(open('a'), { address }));
    expect(await from('2001:db8::1')).toBe('counted');
    expect(await from('2001:db8::2')).toBe('RATE_LIMITED');
    expect(await from('2001:db8:0:1::1')).toBe('counted');
  });

  it('count people, whatever their address', async () => {
    const limits = create();
    const as = (userId: string, address: string) => outcome(limits.consume(own, { address, userId }));
    expect(await as('지민', '192.0.2.1')).toBe('counted');
    expect(await as('지민', '192.0.2.2')).toBe('RATE_LIMITED');
    expect(await as('Alice', '192.0.2.1')).toBe('counted');
  });

  it('can have other points in a deployment', async () => {
    const limits = create({ pool: 2 });
    const consume = () => outcome(limits.consume(open('a', 'pool'), { address: '192.0.2.1' }));
    expect([await consume(), await consume(), await consume()]).toEqual([
      'counted',
      'counted',
      'RATE_LIMITED',
    ]);
  });
});
