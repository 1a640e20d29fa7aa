import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * Starts an HTTP server on `port` (0: any free one) of `host`; `::` means all interfaces, even without IPv6. Rejects if the port
 * is taken.
 */
export const listen = async (
  handler: RequestListener | Server,
  port: number,
  host = '127.0.0.1',
): Promise<Server> => {
  const server = typeof handler === 'function' ? createServer(handler) : handler;
  // Longer than the load balancer's idle timeout of 60 s; otherwise it would reuse connections that we just closed.
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

/** Returns the port of a listening server. */
export const portOf = (server: Server): number => {
  // The address of a TCP server is an object; of a pipe, a string; of a server that isn't listening, null.
  const address = server.address() as AddressInfo | null;
  if (!address) throw new Error('the server does not listen');
  return address.port;
};

/** Stops accepting connections and resolves when running requests have ended. */
export const closeServer = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
