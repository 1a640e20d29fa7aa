import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * An HTTP server that listens on `port` (0: any free one) of `host`; `::` stands for all interfaces, also where there is no IPv6.
 * Rejects when the port is taken.
 */
export const listen = async (
  handler: RequestListener | Server,
  port: number,
  host = '127.0.0.1',
): Promise<Server> => {
  const server = typeof handler === 'function' ? createServer(handler) : handler;
  // Longer than the load balancer's idle timeout of 60 s, or it would reuse connections that we just closed.
  server.keepAliveTimeout = 65_000;
  server.headersTimeout = 70_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host === '::' ? undefined : host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  return server;
};

/** The port that a listening server has. */
export const portOf = (server: Server): number => {
  // A TCP server's address is an object; a string is that of a pipe, null that of one which doesn't listen.
  const address = server.address() as AddressInfo | null;
  if (!address) throw new Error('the server does not listen');
  return address.port;
};

/** Stops accepting, lets running requests end, then resolves. */
export const closeServer = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
