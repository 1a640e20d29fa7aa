import { createDevProxy, type Upstreams } from './proxy.js';

const { PORT, USER_URL, CHAT_URL, SOCKET_URLS, CLIENT_URL, LOCAL_PORTAL_URL, INBOX_URL, MEDIA_ORIGIN_URL } =
  process.env;
const { LISTEN_HOST, PUBLIC_HOST } = process.env;
if (!PORT || !USER_URL || !CHAT_URL || !SOCKET_URLS || !CLIENT_URL) {
  throw new Error('PORT, USER_URL, CHAT_URL, SOCKET_URLS and CLIENT_URL have to be set');
}

const upstreams: Upstreams = {
  user: USER_URL,
  chat: CHAT_URL,
  sockets: SOCKET_URLS.split(','),
  client: CLIENT_URL,
  portal: LOCAL_PORTAL_URL,
  inbox: INBOX_URL,
  media: MEDIA_ORIGIN_URL,
};
const hosts = PUBLIC_HOST ? [PUBLIC_HOST] : [];

const listen = (host: string, isOptional: boolean) =>
  createDevProxy(upstreams, { hosts })
    .once('error', (error: NodeJS.ErrnoException) => {
      // A machine without IPv6 has only one loopback address.
      if (!isOptional || error.code === 'EADDRINUSE') throw error;
    })
    .listen(Number(PORT), host);

if (LISTEN_HOST) {
  listen(LISTEN_HOST, false);
} else {
  // Browsers try both addresses of `localhost`.
  listen('127.0.0.1', false);
  listen('::1', true);
}
process.once('SIGTERM', () => process.exit(0));
