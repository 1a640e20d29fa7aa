import { createDevProxy } from './proxy.js';

const { PORT, USER_URL, CHAT_URL, SOCKET_URLS, CLIENT_URL, LOCAL_PORTAL_URL, INBOX_URL, MEDIA_ORIGIN_URL } =
  process.env;
if (!PORT || !USER_URL || !CHAT_URL || !SOCKET_URLS || !CLIENT_URL) {
  throw new Error('PORT, USER_URL, CHAT_URL, SOCKET_URLS and CLIENT_URL have to be set');
}

const server = createDevProxy({
  user: USER_URL,
  chat: CHAT_URL,
  sockets: SOCKET_URLS.split(','),
  client: CLIENT_URL,
  portal: LOCAL_PORTAL_URL,
  inbox: INBOX_URL,
  media: MEDIA_ORIGIN_URL,
});
server.listen(Number(PORT));
process.once('SIGTERM', () => process.exit(0));
