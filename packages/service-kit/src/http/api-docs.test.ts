import type { Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import express from 'express';
import { apiDocs } from './api-docs.js';
import { closeServer, listen, portOf } from './listen.js';

let server: Server;
let base: string;
beforeAll(async () => {
  const app = express();
  app.use(apiDocs({ prefix: '/chat', document: { info: { title: 'Maru chat' } } }));
  server = await listen(app, 0);
  base = `http://127.0.0.1:${portOf(server)}`;
});
afterAll(() => closeServer(server));

/** Reads the response to its end; otherwise the server can't close. */
const statusOf = async (path: string): Promise<number> => {
  const answer = await fetch(base + path);
  await answer.arrayBuffer();
  return answer.status;
};

describe('apiDocs', () => {
  it('serves the document under the service’s version', async () => {
    const answer = await fetch(`${base}/chat/v1/openapi.json`);
    expect(await answer.json()).toEqual({ info: { title: 'Maru chat' } });
  });

  it('serves a page that loads all scripts and styles from its own origin', async () => {
    const answer = await fetch(`${base}/chat/docs`);
    expect(answer.headers.get('content-security-policy')).toContain("script-src 'self';");
    const html = await answer.text();
    expect(html).toContain('<title>Maru chat</title>');
    const addresses = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address]) => address ?? '');
    expect(addresses.length).toBeGreaterThan(2);
    for (const address of addresses) expect(await statusOf(address)).toBe(200);
  });

  it.each(['package.json', 'swagger-initializer.js', '..%2fpackage.json'])(
    'does not serve %s',
    async (file) => {
      expect(await statusOf(`/chat/docs/${file}`)).toBe(404);
    },
  );
});
