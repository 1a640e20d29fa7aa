import type { Server } from 'node:http';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { afterEach, describe, expect, it } from '@jest/globals';
import { closeServer, listen, portOf } from './listen.js';

let server: Server | undefined;
afterEach(() => server && closeServer(server));

const outside = Object.values(networkInterfaces())
  .flatMap((addresses) => addresses ?? [])
  .find(({ internal, family }) => !internal && family === 'IPv4')?.address;

const isReached = (address: string, port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, address);
    socket.on('connect', () => resolve(true)).on('error', () => resolve(false));
    socket.on('connect', () => socket.destroy());
  });

describe('the listen address', () => {
  it.each([
    [undefined, '127.0.0.1', false],
    ['127.0.0.1', '127.0.0.1', false],
    ['::', '::', true],
    ['0.0.0.0', '0.0.0.0', true],
  ])('%s becomes %s; reachable from other machines: %s', async (host, address, isOpen) => {
    server = await listen(() => undefined, 0, host);
    const bound = server.address();
    // Without IPv6, all interfaces means all IPv4 interfaces.
    expect([address, '0.0.0.0'].slice(0, address === '::' ? 2 : 1)).toContain(
      typeof bound === 'object' ? bound?.address : bound,
    );
    expect(await isReached('127.0.0.1', portOf(server))).toBe(true);
    if (outside) expect(await isReached(outside, portOf(server))).toBe(isOpen);
  });

  it('is refused if the port is taken', async () => {
    server = await listen(() => undefined, 0);
    await expect(listen(() => undefined, portOf(server))).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});
