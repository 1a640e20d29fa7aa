import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

/** A UDP path to one server that can be cut: the network of a page that reaches others through a relay only. */
export class UdpForwarder {
  private lost: 'nothing' | 'answers' | 'everything' = 'nothing';
  /** One socket towards the server for each port of the page. */
  private readonly ways = new Map<string, Socket>();

  private constructor(
    private readonly front: Socket,
    serverPort: number,
  ) {
    front.on('message', (data, { address, port }) => {
      if (this.lost !== 'everything') this.wayOf(address, port).send(data, serverPort, '127.0.0.1');
    });
  }

  static async start(serverPort: number): Promise<UdpForwarder> {
    const front = createSocket('udp4').bind(0, '127.0.0.1').unref();
    await once(front, 'listening');
    return new UdpForwarder(front, serverPort);
  }

  get port(): number {
    return (this.front.address() as AddressInfo).port;
  }

  /** @param lost `answers`: only the packets towards the page are lost. */
  cut(lost: 'answers' | 'everything' = 'everything'): void {
    this.lost = lost;
  }

  restore(): void {
    this.lost = 'nothing';
  }

  stop(): void {
    this.front.close();
    for (const way of this.ways.values()) way.close();
  }

  private wayOf(address: string, port: number): Socket {
    const key = `${address}:${port}`;
    const known = this.ways.get(key);
    if (known) return known;
    const way = createSocket('udp4').unref();
    way.on('message', (data) => {
      if (this.lost === 'nothing') this.front.send(data, port, address);
    });
    this.ways.set(key, way);
    return way;
  }
}
