import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { requireOwnHost } from '@maru/dev-proxy/hosts';
import express from 'express';
import type { PartStatus } from '../supervisor/part.js';

interface PortalOptions {
  port: number;
  /** Accepted host names beside the local ones. */
  hosts: readonly string[];
  statuses: () => PartStatus[];
}

// The compiled folder contains only JavaScript; the page is read from the sources.
const page = () => readFileSync(new URL('../../src/portal/portal.html', import.meta.url), 'utf8');

const tellEveryMs = 1_000;

/** `/__local`: the parts that run on this machine, as a page and as JSON. */
export const startPortal = async ({
  port,
  hosts,
  statuses,
}: PortalOptions): Promise<{ close(): Promise<void> }> => {
  const app = express().disable('x-powered-by');
  app.get('/__local', (_req, res) => void res.type('html').send(page()));
  app.get('/__local/api/parts', (_req, res) => void res.json(statuses()));
  app.get('/__local/api/events', (_req, res) => {
    res.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
    let told = '';
    const tell = () => {
      const now = JSON.stringify(statuses());
      if (now !== told) res.write(`data: ${now}\n\n`);
      told = now;
    };
    tell();
    const timer = setInterval(tell, tellEveryMs);
    res.on('close', () => clearInterval(timer));
  });
  const server = await new Promise<Server>((resolve) => {
    const listening = requireOwnHost(createServer(app), hosts).listen(port, '127.0.0.1', () =>
      resolve(listening),
    );
  });
  return {
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
