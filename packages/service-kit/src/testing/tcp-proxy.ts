import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A port in front of a database that can go down, cutting every connection, and that can hang: it stays open and says nothing. */
export const createTcpProxy = async (target: { host: string; port: number }) => {
  const sockets = new Set<Socket>();
  let isHanging = false;
  const server = createServer((client) => {
    const upstream = connect(target);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket)).on('error', () => undefined);
    }
    if (!isHanging) client.pipe(upstream).pipe(client);
    client.on('close', () => upstream.destroy());
    upstream.on('close', () => client.destroy());
  });
  const listen = (port: number) => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  await listen(0);
  // The address of a TCP server is never a string.
  const { port } = server.address() as AddressInfo;

  const goDown = async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  return {
    port,
    goDown,
    comeBack: () => listen(port),
    /** Connections of before stay silent for good; new ones work after `recover`. */
    hang: () => {
      isHanging = true;
      for (const socket of sockets) socket.unpipe().pause();
    },
    recover: () => {
      isHanging = false;
    },
  };
};
