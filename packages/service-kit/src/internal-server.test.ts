import { afterEach, describe, expect, it } from '@jest/globals';
import { defineRoute } from '@maru/contracts/route';
import { z } from 'zod';
import { AppError } from './app-error.js';
import { route } from './http/mount-routes.js';
import { startInternalServer, type InternalServer, type ReadinessCheck } from './internal-server.js';
import { createLogger } from './logger.js';
import { createMetrics } from './metrics.js';
import { createServiceClient } from './service-client.js';

const find = defineRoute({
  operationId: 'find',
  summary: 'Finds',
  method: 'get',
  path: '/internal/v1/things/:id',
  auth: 'service',
  params: z.object({ id: z.string() }),
  query: z.object({ deep: z.string().optional() }),
  status: 200,
  reply: z.object({ found: z.string() }),
  errors: ['NOT_FOUND'],
});

const token = 'x'.repeat(32);
let server: InternalServer | undefined;
afterEach(() => server?.close());

const start = async (checks: Record<string, ReadinessCheck> = {}) => {
  server = await startInternalServer({
    port: 0,
    token,
    log: createLogger({ service: 'test', level: 'silent' }),
    metrics: createMetrics('test'),
    checks,
    routes: [
      route(find, async ({ params, query }) => {
        if (params.id === 'none') throw new AppError('NOT_FOUND');
        return { found: `${params.id} ${query.deep ?? ''}` };
      }),
    ],
  });
  return `http://127.0.0.1:${server.port}`;
};

describe('the internal server', () => {
  it('is alive, and ready while its stores answer', async () => {
    const url = await start({ database: async () => 1 });
    expect((await fetch(`${url}/health`)).status).toBe(200);
    expect((await fetch(`${url}/ready`)).status).toBe(200);
  });

  it("names the stores that don't answer", async () => {
    const url = await start({
      database: async () => Promise.reject(new Error('down')),
      redis: async () => 1,
    });
    const response = await fetch(`${url}/ready`);
    expect(response.status).toBe(503);
    await expect(response.json()).resolves.toMatchObject({ failing: ['database'] });
  });

  it('serves metrics', async () => {
    const url = await start();
    await expect((await fetch(`${url}/metrics`)).text()).resolves.toContain('process_cpu_seconds_total');
  });

  it.each([undefined, 'Bearer wrong', `Basic ${token}`])('refuses its API to %p', async (authorization) => {
    const url = await start();
    const response = await fetch(`${url}/internal/v1/things/1`, {
      headers: authorization ? { authorization } : {},
    });
    expect(response.status).toBe(401);
  });
});

describe('createServiceClient', () => {
  it('calls a route by its contract', async () => {
    const client = createServiceClient({ baseUrl: await start(), token });
    await expect(client.call(find, { params: { id: '가/나' }, query: { deep: 'yes' } })).resolves.toEqual({
      found: '가/나 yes',
    });
  });

  it('throws the error of the reply', async () => {
    const client = createServiceClient({ baseUrl: await start(), token });
    await expect(client.call(find, { params: { id: 'none' }, query: {} })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('throws UNAVAILABLE if no node answers', async () => {
    const url = await start();
    await server?.close();
    const client = createServiceClient({ baseUrl: url, token });
    await expect(client.call(find, { params: { id: '1' }, query: {} })).rejects.toMatchObject({
      code: 'UNAVAILABLE',
    });
  });
});
