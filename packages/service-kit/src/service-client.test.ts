import { createServer, type RequestListener, type Server } from 'node:http';
import { afterEach, describe, expect, it } from '@jest/globals';
import { presenceRoutes } from '@maru/contracts/internal/presence';
import { closeServer, listen, portOf } from './http/listen.js';
import { createServiceClient } from './service-client.js';

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers) server.closeAllConnections();
  await Promise.all(servers.splice(0).map(closeServer));
});

const startNode = async (handle: RequestListener) => {
  const server = createServer(handle);
  servers.push(server);
  await listen(server, 0);
  return `http://127.0.0.1:${portOf(server)}`;
};

const counting = (count: number): { calls: number; handle: RequestListener } => {
  const node = {
    calls: 0,
    handle: ((_req, res) => {
      node.calls += 1;
      res.setHeader('content-type', 'application/json').end(JSON.stringify({ count }));
    }) satisfies RequestListener,
  };
  return node;
};

const closedPort = 'http://127.0.0.1:1';
const input = { params: { serverId: '01JD000000000000000000000A' } } as never;

const clientOf = (...baseUrl: string[]) =>
  createServiceClient({ baseUrl, token: 'x'.repeat(32), nodeTimeoutMs: 500, timeoutMs: 10_000 });

describe('a service client with several nodes', () => {
  it('asks the next node while one is down, and stays with the node that answered', async () => {
    const second = counting(2);
    const client = clientOf(closedPort, await startNode(second.handle));
    await expect(client.call(presenceRoutes.countOnline, input)).resolves.toEqual({ count: 2 });
    await expect(client.call(presenceRoutes.countOnline, input)).resolves.toEqual({ count: 2 });
    expect(second.calls).toBe(2);
  });

  it('asks the next node while one hangs', async () => {
    const client = clientOf(await startNode(() => undefined), await startNode(counting(2).handle));
    await expect(client.call(presenceRoutes.countOnline, input)).resolves.toEqual({ count: 2 });
  });

  it('asks the next node if one breaks off its response', async () => {
    const halting = await startNode((_req, res) => void res.write('{"count":'));
    const client = clientOf(halting, await startNode(counting(2).handle));
    await expect(client.call(presenceRoutes.countOnline, input)).resolves.toEqual({ count: 2 });
  });

  it("asks the next node if one can't reach its stores, but accepts a refusal as the answer", async () => {
    const answering = (status: number, code: string) =>
      startNode(
        (_req, res) => void res.writeHead(status).end(JSON.stringify({ error: { code, message: '' } })),
      );
    const second = counting(2);
    const other = await startNode(second.handle);
    const unavailable = clientOf(await answering(503, 'UNAVAILABLE'), other);
    await expect(unavailable.call(presenceRoutes.countOnline, input)).resolves.toEqual({ count: 2 });
    const refusing = clientOf(await answering(404, 'NOT_FOUND'), other);
    await expect(refusing.call(presenceRoutes.countOnline, input)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(second.calls).toBe(1);
  });

  it('fails with UNAVAILABLE if no node answers', async () => {
    await expect(
      clientOf(closedPort, closedPort).call(presenceRoutes.countOnline, input),
    ).rejects.toMatchObject({
      code: 'UNAVAILABLE',
    });
  });
});
