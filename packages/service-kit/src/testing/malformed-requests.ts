import { connect } from 'node:net';

const targets = [
  '//[',
  'http://[',
  'http://other.example/',
  '*',
  'a',
  '/\\',
  '/%',
  '/%E0%A4%A',
  '/%00',
  '/\x7f',
  '/?%',
  '/?a[=1&a[__proto__]=1',
  '/'.repeat(4_000),
];

const upgrade = ['Connection: Upgrade', 'Sec-WebSocket-Version: 13'];
const key = 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==';
const end = 'Connection: close';

const toTarget = (target: string): string[][] => [
  [`GET ${target} HTTP/1.1`, 'Host: localhost', end],
  [`POST ${target} HTTP/1.1`, 'Host: localhost', 'Content-Type: application/json', 'Content-Length: 0', end],
  [`GET ${target} HTTP/1.1`, 'Host: localhost', 'Upgrade: websocket', ...upgrade],
  [`GET ${target} HTTP/1.1`, 'Host: localhost', 'Upgrade: websocket', ...upgrade, key],
  [`POST ${target} HTTP/1.1`, 'Host: localhost', 'Upgrade: h2c', ...upgrade, 'Content-Length: 0', end],
];

const others = [
  ['\u0016\u0003\u0001 hello'],
  ['GET / HTTP/1.1', end],
  ['GET / HTTP/1.1', 'Host: localhost', `X: ${'x'.repeat(20_000)}`, end],
  ['GET / HTTP/1.1', 'Host: localhost', 'X: a\u0000b', end],
  ['POST / HTTP/1.1', 'Host: localhost', 'Content-Length: 1', 'Content-Length: 2', end],
  ['POST / HTTP/1.1', 'Host: localhost', 'Content-Length: 1', 'Transfer-Encoding: chunked', end],
  ['GET / HTTP/1.1', 'Host: localhost:99999999', end],
  ['GET / HTTP/1.1', 'Host: [', end],
];

const send = (base: string, lines: readonly string[]): Promise<string> =>
  new Promise((resolve) => {
    const { hostname, port } = new URL(base);
    const socket = connect(Number(port), hostname);
    let answer = '';
    socket.on('data', (chunk: Buffer) => (answer += chunk.toString('latin1')));
    socket.on('error', () => undefined).on('close', () => resolve(answer));
    socket.write([...lines, '', ''].join('\r\n'), 'latin1');
    // An upgrade that the server treats as a plain request keeps its connection open.
    socket.once('data', () => socket.end());
  });

/**
 * Sends malformed requests directly to a server, also below `folder`, as a load balancer forwards them. Returns the first line of
 * each response by request; empty if the server just closed the connection.
 */
export const answersToMalformed = async (base: string, folder: string): Promise<[string, string][]> => {
  const all = [...targets, ...targets.map((target) => folder + target)].flatMap(toTarget).concat(others);
  return await Promise.all(
    all.map(async (lines): Promise<[string, string]> => {
      const answer = await send(base, lines);
      return [lines.join(' | ').slice(0, 100), answer.split('\r\n')[0] ?? ''];
    }),
  );
};
