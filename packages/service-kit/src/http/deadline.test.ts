import type { Server } from 'node:http';
import { afterEach, expect, it } from '@jest/globals';
import express from 'express';
import { createLogger } from '../logger.js';
import { answerInTime } from './deadline.js';
import { errorHandler } from './errors.js';
import { closeServer, listen, portOf } from './listen.js';

let server: Server;
afterEach(() => closeServer(server));

/** A service whose store answers when the test decides. */
const serve = async (ms: number) => {
  let answer = () => {};
  const store = new Promise<void>((resolve) => (answer = resolve));
  const outcomes: unknown[] = [];
  const app = express();
  app.use(answerInTime(ms));
  app.get('/', async (_req, res) => {
    await store;
    outcomes.push(res.headersSent);
    res.json({ isLate: res.headersSent });
  });
  app.use(errorHandler(createLogger({ service: 'test', level: 'silent' })));
  server = await listen(app, 0);
  return { ask: () => fetch(`http://127.0.0.1:${portOf(server)}`), answer, outcomes };
};

it('a request whose store hangs is told to retry, and the late answer does no harm', async () => {
  const { ask, answer, outcomes } = await serve(30);
  const response = await ask();
  expect(response.status).toBe(503);
  expect(response.headers.get('retry-after')).toBe('1');
  await expect(response.json()).resolves.toMatchObject({
    error: { code: 'UNAVAILABLE', retryAfterMs: 1_000 },
  });
  answer();
  await expect(ask().then(({ status }) => status)).resolves.toBe(200);
  expect(outcomes).toEqual([true, false]);
});

it('a request answered in time is untouched', async () => {
  const { ask, answer } = await serve(5_000);
  answer();
  await expect(ask().then(({ status }) => status)).resolves.toBe(200);
});
