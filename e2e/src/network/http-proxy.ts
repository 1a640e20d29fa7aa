import { once } from 'node:events';
import { createServer, request, type Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';

/** An HTTP proxy that can be cut: the network of a page's requests and sockets. Cutting also breaks what is open. */
export class HttpProxy {
  private isCut = false;
  private readonly open = new Set<Socket>();

  private constructor(private readonly server: Server) {
    server.on('connection', (socket: Socket) => this.hold(socket));
    server.on('request', (asked, reply) => {
      const onward = request(asked.url ?? '', { method: asked.method, headers: asked.headers }, (answer) => {
        reply.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(reply);
      });
      onward.on('error', () => reply.destroy());
      asked.pipe(onward);
    });
    server.on('connect', (asked, client: Socket) => this.tunnel(asked.url ?? '', client));
  }

  static async start(): Promise<HttpProxy> {
    const server = createServer().listen(0, '127.0.0.1').unref();
    await once(server, 'listening');
    return new HttpProxy(server);
  }

  /** For Playwright; Chromium reaches local servers past a proxy unless it is told otherwise. */
  get options() {
    const { port } = this.server.address() as AddressInfo;
    return { server: `http://127.0.0.1:${port}`, bypass: '<-loopback>' };
  }

  cut(): void {
    this.isCut = true;
    for (const socket of this.open) socket.destroy();
  }

  restore(): void {
    this.isCut = false;
  }

  stop(): void {
    this.cut();
    this.server.close();
  }

  private tunnel(address: string, client: Socket): void {
    const { hostname, port } = new URL(`http://${address}`);
    const onward = connect(Number(port || 80), hostname, () => {
      client.write('HTTP/1.1 200 OK\r\n\r\n');
      client.pipe(onward).pipe(client);
    });
    this.hold(onward);
    for (const [one, other] of [
      [client, onward],
      [onward, client],
    ] as const)
      one.on('error', () => other.destroy()).on('close', () => other.destroy());
  }

  private hold(socket: Socket): void {
    if (this.isCut) return void socket.destroy();
    this.open.add(socket);
    socket.on('error', () => socket.destroy()).on('close', () => this.open.delete(socket));
  }
}
