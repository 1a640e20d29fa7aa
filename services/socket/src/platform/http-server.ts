import { createServer, type Server } from 'node:http';

export const socketPath = '/socket.io';

/** The server that Socket.IO attaches to. It answers requests and upgrades on every other path with 404. */
export const createHttpServer = (): Server =>
  createServer((_req, res) => void res.writeHead(404).end()).on('upgrade', (req, socket) => {
    if (req.url?.startsWith(`${socketPath}/`)) return;
    socket.on('error', () => undefined);
    socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
  });
