import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { WebSocket, WebSocketServer } from 'ws';
import { createDevProxy } from './proxy.js';

const open: Server[] = [];
afterEach(async () => {
  await Promise.all(
    open.splice(0).map(
      (server) =>
        new Promise((resolve) => {
          server.close(resolve);
          server.closeAllConnections();
        }),
    ),
  );
});

const listen = async (server: Server): Promise<string> => {
  open.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
};

/** Answers with its name and what it saw; echoes WebSocket messages behind its name. */
const upstream = async (name: string) => {
  const describeRequest = (req: IncomingMessage) =>
    JSON.stringify({
      name,
      path: req.url,
      forwardedFor: req.headers['x-forwarded-for'],
      host: req.headers['x-forwarded-host'],
    });
  const server = createServer((req, res) => res.end(describeRequest(req)));
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket, req) =>
    socket.on('message', (data) => socket.send(`${name} ${req.url} ${String(data)}`)),
  );
  const kill = () => sockets.clients.forEach((socket) => socket.terminate());
  return { url: `http://${await listen(server)}`, server, kill };
};

const startAll = async () => {
  const [user, chat, socketA, socketB, client, portal, inbox] = await Promise.all(
    ['user', 'chat', 'socket-a', 'socket-b', 'client', 'portal', 'inbox'].map(upstream),
  );
  if (!user || !chat || !socketA || !socketB || !client || !portal || !inbox) throw new Error('not started');
  const host = await listen(
    createDevProxy({
      user: user.url,
      chat: chat.url,
      sockets: [socketA.url, socketB.url],
      client: client.url,
      portal: portal.url,
      inbox: inbox.url,
    }),
  );
  const killSockets = () => [socketA, socketB].forEach(({ kill }) => kill());
  return { host, chat, killSockets };
};

// Every upstream of these tests answers with JSON.
const get = async (host: string, path: string) =>
  (await (await fetch(`http://${host}${path}`)).json()) as Record<string, string>;

const say = (host: string, path: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://${host}${path}`);
    socket.on('open', () => socket.send('안녕'));
    socket.on('message', (data) => {
      resolve(String(data));
      socket.close();
    });
    socket.on('error', reject);
  });

describe('the dev proxy', () => {
  it.each([
    ['/user/v1/me', 'user', '/user/v1/me'],
    ['/chat/v1/servers?limit=1', 'chat', '/chat/v1/servers?limit=1'],
    ['/socket.io/?EIO=4', 'socket-a', '/socket.io/?EIO=4'],
    ['/__local', 'portal', '/__local'],
    ['/__local/inbox/api/messages?to=a', 'inbox', '/api/messages?to=a'],
    ['/', 'client', '/'],
    ['/servers/1', 'client', '/servers/1'],
    ['/username', 'client', '/username'],
    ['/internal/v1/events', 'client', '/internal/v1/events'],
  ])('sends %s to %s', async (path, name, seen) => {
    const { host } = await startAll();
    await expect(get(host, path)).resolves.toMatchObject({ name, path: seen });
  });

  it('says whom it forwards for', async () => {
    const { host } = await startAll();
    await expect(get(host, '/chat/v1/servers')).resolves.toMatchObject({ forwardedFor: '127.0.0.1', host });
  });

  it('takes WebSockets to the socket nodes in turn, and to the client’s development server', async () => {
    const { host } = await startAll();
    const answers = [await say(host, '/socket.io/?EIO=4'), await say(host, '/socket.io/?EIO=4')];
    expect(answers.sort()).toEqual(['socket-a /socket.io/?EIO=4 안녕', 'socket-b /socket.io/?EIO=4 안녕']);
    await expect(say(host, '/@vite')).resolves.toBe('client /@vite 안녕');
  });

  it('answers in the one error shape while a service is down, and goes on for the others', async () => {
    const { host, chat } = await startAll();
    await new Promise((resolve) => {
      chat.server.close(resolve);
      chat.server.closeAllConnections();
    });
    const response = await fetch(`http://${host}/chat/v1/servers`);
    expect(response.status).toBe(502);
    await expect(response.json()).resolves.toMatchObject({ error: { code: 'UNAVAILABLE' } });
    await expect(get(host, '/user/v1/me')).resolves.toMatchObject({ name: 'user' });
  });

  it('closes a WebSocket whose node dies', async () => {
    const { host, killSockets } = await startAll();
    const socket = new WebSocket(`ws://${host}/socket.io/?EIO=4`);
    await new Promise((resolve) => socket.on('open', resolve));
    const closed = new Promise((resolve) => socket.on('close', resolve));
    killSockets();
    await expect(closed).resolves.toBeDefined();
  });
});
