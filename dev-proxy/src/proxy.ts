import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { createProxyMiddleware, type RequestHandler } from 'http-proxy-middleware';
import { refuseUpgrade, requireOwnHost } from './hosts.js';
import { NodePool } from './node-pool.js';

/** Routing table: the load balancer's paths, and in development also the client and the local tools. The first match wins. */
export interface Upstreams {
  user: string;
  chat: string;
  /** Socket nodes, round-robin; the path carries WebSockets only, so no stickiness is needed. */
  sockets: string[];
  client: string;
  /** Development only. */
  portal?: string;
  inbox?: string;
  /** The bucket with the public prefix `media/`; in production CloudFront reads it directly. */
  media?: string;
}

export interface DevProxyOptions {
  /** Accepted host names beside the local ones. */
  hosts?: readonly string[];
}

interface Rule {
  prefix: string;
  target: () => string;
  stripPrefix?: boolean;
  onFailure?: (target: string) => void;
}

/** Served by the proxy itself. */
const healthPath = '/__local/health';

const rulesOf = ({ user, chat, client, portal, inbox, media }: Upstreams, sockets: NodePool): Rule[] => [
  { prefix: '/user', target: () => user },
  { prefix: '/chat', target: () => chat },
  {
    prefix: '/socket.io',
    target: () => sockets.take(),
    onFailure: (target) => sockets.hasFailed(target),
  },
  ...(inbox ? [{ prefix: '/__local/inbox', target: () => inbox, stripPrefix: true }] : []),
  ...(portal ? [{ prefix: '/__local', target: () => portal }] : []),
  ...(media ? [{ prefix: '/media', target: () => media }] : []),
  { prefix: '/', target: () => client },
];

const reply = (code: string, message: string, details = {}) =>
  JSON.stringify({ error: { code, message, ...details } });
const unavailable = reply('UNAVAILABLE', 'The service is starting or down', { retryAfterMs: 1_000 });
const malformed = reply('VALIDATION_FAILED', 'The address of the request is malformed');
const json = { 'content-type': 'application/json' };
const jsonForLater = { ...json, 'retry-after': '1' };

/**
 * Returns the path as the services will parse it, or `undefined` for request targets that only other kinds of proxies understand.
 */
const pathOf = (url = ''): string | undefined =>
  url.startsWith('/') && URL.canParse(url, 'http://proxy') ? url.split('?', 1)[0] : undefined;

const fits = (path: string, { prefix }: Rule) =>
  prefix === '/' || path === prefix || path.startsWith(`${prefix}/`);

type Handler = RequestHandler<IncomingMessage, ServerResponse>;

const proxyTo = ({ prefix, target, stripPrefix, onFailure }: Rule): Handler => {
  const targets = new WeakMap<IncomingMessage, string>();
  return createProxyMiddleware<IncomingMessage, ServerResponse>({
    router: (req) => {
      const chosen = target();
      targets.set(req, chosen);
      return chosen;
    },
    xfwd: true,
    pathRewrite: stripPrefix ? (path) => path.slice(prefix.length) || '/' : undefined,
    on: {
      // Each request has its own connection to the service, whose end is not that of the browser's.
      proxyRes: ({ headers }) => void delete headers.connection,
      error: (_error, req, res) => {
        onFailure?.(targets.get(req) ?? '');
        if ('writeHead' in res && !res.headersSent) res.writeHead(503, jsonForLater).end(unavailable);
        else res.destroy();
      },
    },
  });
};

const createRouter = (rules: readonly Rule[]) => {
  const proxies = rules.map((rule) => ({ rule, proxy: proxyTo(rule) }));
  return (path: string) => proxies.find(({ rule }) => fits(path, rule))?.proxy;
};

/** One origin for everything, routed by path, WebSockets included; paths reach the services unchanged. */
export const createDevProxy = (upstreams: Upstreams, { hosts = [] }: DevProxyOptions = {}): Server => {
  const sockets = new NodePool(upstreams.sockets);
  const proxyOf = createRouter(rulesOf(upstreams, sockets));

  const handle = (req: IncomingMessage, res: ServerResponse) => {
    const path = pathOf(req.url);
    if (path === healthPath) res.end('ok');
    else if (path === undefined) res.writeHead(400, json).end(malformed);
    else void proxyOf(path)?.(req, res, () => res.writeHead(503, jsonForLater).end(unavailable));
  };

  const upgrade = (req: IncomingMessage, socket: Duplex, head: Buffer) => {
    // A peer that resets the connection while the upstream is being chosen must not crash the proxy.
    socket.on('error', () => socket.destroy());
    const path = pathOf(req.url);
    const isWebSocket = req.headers.upgrade?.toLowerCase() === 'websocket';
    // The upgrade event of an HTTP server provides a TCP socket.
    if (path && isWebSocket) proxyOf(path)?.upgrade(req, socket as Socket, head);
    else refuseUpgrade(socket, '400 Bad Request');
  };

  const server = createServer(handle).on('upgrade', upgrade);
  server.on('close', () => sockets.close());
  return requireOwnHost(server, hosts);
};
