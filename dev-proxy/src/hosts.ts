import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

const ownNames = new Set(['localhost', '127.0.0.1', '[::1]']);

const nameOf = (host: string | undefined): string | undefined => {
  if (!host || !/^[\w.:[\]-]+$/.test(host)) return undefined;
  return URL.canParse(`http://${host}`) ? new URL(`http://${host}`).hostname : undefined;
};

/**
 * Returns whether a request names this machine as its host. A page of another site can point its own name here (DNS rebinding)
 * and would then read responses meant for this machine only.
 */
export const isOwnHost = (host: string | undefined, others: readonly string[] = []): boolean => {
  const name = nameOf(host);
  return name !== undefined && (ownNames.has(name) || name.endsWith('.localhost') || others.includes(name));
};

const refusal = 'This host name is not one of the local product (see PUBLIC_ORIGIN in .env.example)\n';

/** Ends a socket that requested an upgrade with a plain HTTP response. */
export const refuseUpgrade = (socket: Duplex, status: string): void => {
  socket.on('error', () => undefined);
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
};

/** Applies the check to everything that the server answers, upgrades included. */
export const requireOwnHost = <S extends Server>(server: S, others: readonly string[] = []): S => {
  const requests = server.listeners('request');
  const upgrades = server.listeners('upgrade');
  server.removeAllListeners('request').on('request', (req: IncomingMessage, res: ServerResponse) => {
    if (isOwnHost(req.headers.host, others)) requests.forEach((handle) => handle.call(server, req, res));
    else res.writeHead(421, { 'content-type': 'text/plain; charset=utf-8' }).end(refusal);
  });
  if (upgrades.length === 0) return server;
  server.removeAllListeners('upgrade').on('upgrade', (req: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (isOwnHost(req.headers.host, others))
      upgrades.forEach((handle) => handle.call(server, req, socket, head));
    else refuseUpgrade(socket, '421 Misdirected Request');
  });
  return server;
};
