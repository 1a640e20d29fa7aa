import { createServer, type Server } from 'node:http';
import express from 'express';
import { createProxyMiddleware, type RequestHandler } from 'http-proxy-middleware';

/** Where each path goes: the load balancer's table, and on a laptop the client and the local tools. The first fit wins. */
export interface Upstreams {
  user: string;
  chat: string;
  /** Socket nodes in turn; only WebSockets arrive here, so no request needs to come back to the same node. */
  sockets: string[];
  client: string;
  /** Only in development. */
  portal?: string;
  inbox?: string;
  /** The bucket whose `media/` is public; CloudFront reads it itself. */
  media?: string;
}

interface Rule {
  prefix: string;
  target: () => string;
  stripPrefix?: boolean;
}

const inTurn = (targets: string[]) => {
  let next = 0;
  return () => targets[next++ % targets.length] ?? '';
};

const rulesOf = ({ user, chat, sockets, client, portal, inbox, media }: Upstreams): Rule[] => [
  { prefix: '/user', target: () => user },
  { prefix: '/chat', target: () => chat },
  { prefix: '/socket.io', target: inTurn(sockets) },
  ...(inbox ? [{ prefix: '/__local/inbox', target: () => inbox, stripPrefix: true }] : []),
  ...(portal ? [{ prefix: '/__local', target: () => portal }] : []),
  ...(media ? [{ prefix: '/media', target: () => media }] : []),
  { prefix: '/', target: () => client },
];

const unavailable = JSON.stringify({
  error: { code: 'UNAVAILABLE', message: 'The service is starting or down' },
});
const fits = (path: string, { prefix }: Rule) =>
  prefix === '/' || path === prefix || path.startsWith(`${prefix}/`);

const proxyTo = ({ prefix, target, stripPrefix }: Rule): RequestHandler =>
  createProxyMiddleware({
    router: target,
    xfwd: true,
    pathRewrite: stripPrefix ? (path) => path.slice(prefix.length) || '/' : undefined,
    on: {
      error: (_error, _req, res) => {
        if ('writeHead' in res && !res.headersSent)
          res.writeHead(502, { 'content-type': 'application/json' }).end(unavailable);
        else res.destroy();
      },
    },
  });

/** One origin for everything, routed by path, WebSockets included; paths arrive at the services unchanged. */
export const createDevProxy = (upstreams: Upstreams): Server => {
  const rules = rulesOf(upstreams).map((rule) => ({ rule, proxy: proxyTo(rule) }));
  const find = (url = '/') => rules.find(({ rule }) => fits(new URL(url, 'http://proxy').pathname, rule));
  const app = express().disable('x-powered-by');
  app.use((req, res, next) => void find(req.url)?.proxy(req, res, next));
  // The express types know request, socket and head as its own extensions of Node's.
  return createServer(app).on('upgrade', (req, socket, head) =>
    find(req.url)?.proxy.upgrade(req as never, socket as never, head),
  );
};
