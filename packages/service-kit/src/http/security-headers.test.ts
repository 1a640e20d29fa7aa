import type { Server } from 'node:http';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import express from 'express';
import { AppError } from '../app-error.js';
import { createLogger } from '../logger.js';
import { errorHandler } from './errors.js';
import { closeServer, listen, portOf } from './listen.js';
import { securityHeaders } from './security-headers.js';

let server: Server;
beforeAll(async () => {
  const app = express();
  app.use(securityHeaders());
  app.get('/fine', (_req, res) => void res.json({ accessToken: 'secret' }));
  app.get('/failing', () => {
    throw new AppError('FORBIDDEN');
  });
  app.use(errorHandler(createLogger({ service: 'test', level: 'silent' })));
  server = await listen(app, 0);
});
afterAll(() => closeServer(server));

it.each(['/fine', '/failing', '/missing'])('no cache may keep the answer of %s', async (path) => {
  const answer = await fetch(`http://127.0.0.1:${portOf(server)}${path}`);
  await answer.arrayBuffer();
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
});
