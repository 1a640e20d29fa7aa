import type { Server } from 'node:http';
import { afterEach, expect, it } from '@jest/globals';
import express from 'express';
import { createRateLimiter } from '../rate-limiter.js';
import { closeServer, listen, portOf } from './listen.js';
import { limitAddresses } from './request-limits.js';

let server: Server | undefined;
afterEach(() => server && closeServer(server));

it('answers an address that asks too much with RATE_LIMITED, whatever it asks for', async () => {
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
