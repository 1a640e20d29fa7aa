import { createServer, type IncomingMessage, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { WebSocket, WebSocketServer } from 'ws';
import { NodePool } from './node-pool.js';
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

/** Answers with its name and the request as it arrived; echoes WebSocket messages with its name in front. */
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

// Every upstream in these tests answers with JSON.
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

/** Sends the lines verbatim; resolves with the whole response when the connection ends. */
const sendRaw = (host: string, lines: readonly string[]): Promise<string> =>
  new Promise((resolve) => {
    const socket = connect(Number(host.split(':')[1]), '127.0.0.1');
    let answer = '';
    socket.on('data', (chunk: Buffer) => (answer += chunk.toString()));
    socket.on('error', () => resolve(answer)).on('close', () => resolve(answer));
    socket.write([...lines, '', ''].join('\r\n'));
  });

const upgradeLines = ['Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13'];
const key = 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==';

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
  ])('routes %s to %s', async (path, name, seen) => {
    const { host } = await startAll();
    await expect(get(host, path)).resolves.toMatchObject({ name, path: seen });
  });

  it('sets the forwarding headers', async () => {
    const { host } = await startAll();
    await expect(get(host, '/chat/v1/servers')).resolves.toMatchObject({ forwardedFor: '127.0.0.1', host });
  });

  it('keeps the connection of the browser open', async () => {
    const { host } = await startAll();
    expect((await fetch(`http://${host}/chat/v1/servers`)).headers.get('connection')).toBe('keep-alive');
  });

  it('distributes WebSockets round-robin over the socket nodes, and routes the client’s to its development server', async () => {
    const { host } = await startAll();
    const answers = [await say(host, '/socket.io/?EIO=4'), await say(host, '/socket.io/?EIO=4')];
    expect(answers.sort()).toEqual(['socket-a /socket.io/?EIO=4 안녕', 'socket-b /socket.io/?EIO=4 안녕']);
    await expect(say(host, '/@vite')).resolves.toBe('client /@vite 안녕');
  });

  it('answers in the one error shape while a service is down; other services keep working', async () => {
    const { host, chat } = await startAll();
    await new Promise((resolve) => {
      chat.server.close(resolve);
      chat.server.closeAllConnections();
    });
    const response = await fetch(`http://${host}/chat/v1/servers`);
    expect(response.status).toBe(503);
    await expect(response.json()).resolves.toMatchObject({
      error: { code: 'UNAVAILABLE', retryAfterMs: 1_000 },
    });
    await expect(get(host, '/user/v1/me')).resolves.toMatchObject({ name: 'user' });
  });

  it('closes a WebSocket when its node dies', async () => {
    const { host, killSockets } = await startAll();
    const socket = new WebSocket(`ws://${host}/socket.io/?EIO=4`);
    await new Promise((resolve) => socket.on('open', resolve));
    const closed = new Promise((resolve) => socket.on('close', resolve));
    killSockets();
    await expect(closed).resolves.toBeDefined();
  });

  it.each(['//[', 'http://[', 'http://other.example/', '*', 'a', '/\\', '/%', '/\x7f', '/'.repeat(4_000)])(
    'answers a request and an upgrade to %j, and stays up',
    async (target) => {
      const { host } = await startAll();
      const requests = [
        [`GET ${target} HTTP/1.1`, `Host: ${host}`, 'Connection: close'],
        [`GET ${target} HTTP/1.1`, `Host: ${host}`, ...upgradeLines],
        [`GET ${target} HTTP/1.1`, `Host: ${host}`, 'Connection: Upgrade', 'Upgrade: h2c'],
        [`POST ${target} HTTP/1.1`, `Host: ${host}`, ...upgradeLines, key],
      ];
      for (const lines of requests) expect(await sendRaw(host, lines)).toMatch(/^HTTP\/1\.1 \d{3} |^$/);
      await expect(get(host, '/user/v1/me')).resolves.toMatchObject({ name: 'user' });
    },
  );

  it.each([
    ['CONNECT', ['CONNECT other.example:443 HTTP/1.1', 'Host: other.example']],
    ['no HTTP', ['\u0016\u0003\u0001 hello']],
    ['no host', ['GET / HTTP/1.0']],
    ['two lengths', ['POST / HTTP/1.1', 'Host: localhost', 'Content-Length: 1', 'Content-Length: 2']],
    ['a bad header', ['GET / HTTP/1.1', 'Host: localhost', 'X: a\u0000b']],
  ])('survives %s', async (_title, lines) => {
    const { host } = await startAll();
    expect(await sendRaw(host, lines)).not.toMatch(/^HTTP\/1\.1 2/);
    await expect(get(host, '/user/v1/me')).resolves.toMatchObject({ name: 'user' });
  });

  it('survives a browser that disconnects during an upgrade', async () => {
    const { host } = await startAll();
    for (let round = 0; round < 20; round += 1) {
      const socket = connect(Number(host.split(':')[1]), '127.0.0.1');
      socket.on('error', () => undefined);
      socket.write([`GET /socket.io/ HTTP/1.1`, `Host: ${host}`, ...upgradeLines, key, '', ''].join('\r\n'));
      await new Promise((resolve) => socket.once('connect', resolve));
      socket.resetAndDestroy();
    }
    await expect(get(host, '/user/v1/me')).resolves.toMatchObject({ name: 'user' });
  });

  it('forwards dots and escapes in paths unchanged', async () => {
    const { host } = await startAll();
    const answer = await sendRaw(host, [
      'GET /user/../internal/v1/events HTTP/1.1',
      `Host: ${host}`,
      'Connection: close',
    ]);
    expect(answer).toContain('"name":"user","path":"/user/../internal/v1/events"');
  });

  it.each([
    ['localhost:8080', true],
    ['LOCALHOST', true],
    ['app.localhost', true],
    ['127.0.0.1:1', true],
    ['[::1]:8080', true],
    ['maru.lan', true],
    ['evil.example', false],
    ['localhost.evil.example', false],
    ['127.0.0.1.evil.example', false],
    ['user@localhost', false],
    ['localhost/evil.example', false],
    ['', false],
  ])('answers requests and upgrades for host %j: %s', async (name, isAnswered) => {
    const client = await upstream('client');
    const proxy = createDevProxy(
      { user: client.url, chat: client.url, sockets: [client.url], client: client.url, inbox: client.url },
      { hosts: ['maru.lan'] },
    );
    const host = await listen(proxy);
    const request = ['GET /__local/inbox/api/messages HTTP/1.1', `Host: ${name}`, 'Connection: close'];
    expect((await sendRaw(host, request)).startsWith('HTTP/1.1 200')).toBe(isAnswered);
    const upgrade = ['GET /socket.io/ HTTP/1.1', `Host: ${name}`, ...upgradeLines, key];
    const socket = connect(Number(host.split(':')[1]), '127.0.0.1');
    socket.write([...upgrade, '', ''].join('\r\n'));
    const first = await new Promise<string>((resolve) =>
      socket.once('data', (data) => resolve(data.toString())),
    );
    socket.destroy();
    expect(first.startsWith('HTTP/1.1 101')).toBe(isAnswered);
  });
});

describe('socket nodes', () => {
  it('that hang or are down are skipped until they answer again', async () => {
    const [healthy, hanging] = await Promise.all(['healthy', 'hanging'].map(upstream));
    if (!healthy || !hanging) throw new Error('not started');
    let hangs = true;
    const answer = hanging.server.listeners('request')[0];
    hanging.server.removeAllListeners('request').on('request', (req, res) => {
      if (!hangs) answer?.call(hanging.server, req, res);
    });
    const pool = new NodePool([healthy.url, 'http://127.0.0.1:1', hanging.url], { timeoutMs: 50 });
    await pool.check();
    await pool.check();
    expect([pool.take(), pool.take(), pool.take()]).toEqual([healthy.url, healthy.url, healthy.url]);
    hangs = false;
    await pool.check();
    expect(new Set([pool.take(), pool.take()])).toEqual(new Set([healthy.url, hanging.url]));
    pool.hasFailed(healthy.url);
    expect([pool.take(), pool.take()]).toEqual([hanging.url, hanging.url]);
    pool.close();
  });

  it('are tried anyway if none is healthy', () => {
    const pool = new NodePool(['http://127.0.0.1:1', 'http://127.0.0.1:2']);
    pool.hasFailed('http://127.0.0.1:1');
    pool.hasFailed('http://127.0.0.1:2');
    expect(new Set([pool.take(), pool.take()]).size).toBe(2);
    pool.close();
  });

  it('that refuse a connection get no more', async () => {
    const node = await upstream('node');
    const url = node.url;
    const proxy = createDevProxy({
      user: url,
      chat: url,
      sockets: ['http://127.0.0.1:1', url],
      client: url,
    });
    const host = await listen(proxy);
    await expect(say(host, '/socket.io/')).rejects.toThrow();
    for (let round = 0; round < 3; round += 1)
      await expect(say(host, '/socket.io/')).resolves.toBe('node /socket.io/ 안녕');
  });
});
