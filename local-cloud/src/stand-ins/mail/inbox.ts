import { readFileSync } from 'node:fs';
import express, { type Express } from 'express';
import type { Mailbox } from './mailbox.js';

// The compiled folder contains only JavaScript; the page is read from the sources.
const page = () => readFileSync(new URL('../../../src/stand-ins/mail/inbox.html', import.meta.url), 'utf8');

const heartbeatMs = 20_000;

/** The inbox: a page for people, `/api/messages` for tests, and `/api/events` for changes. */
export const createInboxApp = (mailbox: Mailbox): Express => {
  const app = express().disable('x-powered-by');
  app.get('/health', (_req, res) => void res.json({ status: 'ok' }));
  app.get('/', (_req, res) => void res.type('html').send(page()));

  app.get('/api/messages', (req, res) => {
    const { to } = req.query;
    res.json(mailbox.list(typeof to === 'string' ? to : undefined));
  });
  app.get('/api/messages/:id', (req, res) => {
    const mail = mailbox.find(Number(req.params.id));
    if (mail) res.json(mail);
    else res.status(404).json({ error: { code: 'NOT_FOUND', message: 'No such mail' } });
  });
  app.delete('/api/messages', (_req, res) => {
    mailbox.clear();
    res.status(204).end();
  });

  app.get('/api/events', (_req, res) => {
    res.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
    res.write(': listening\n\n');
    const unwatch = mailbox.watch(() => void res.write('data: changed\n\n'));
    // Proxies close idle connections.
    const heartbeat = setInterval(() => void res.write(': still here\n\n'), heartbeatMs);
    res.on('close', () => {
      unwatch();
      clearInterval(heartbeat);
    });
  });
  return app;
};
