import { describe, expect, it } from '@jest/globals';
import { errorCodes, errorStatus } from './errors.js';
import { chatRoutes } from './http/chat/routes.js';
import { userRoutes } from './http/user/routes.js';
import { accessRoutes } from './internal/access.js';
import { accountInternalRoutes } from './internal/accounts.js';
import { eventRoutes } from './internal/events.js';
import type { RouteContract } from './route.js';

const publicRoutes: Record<string, RouteContract> = { ...userRoutes, ...chatRoutes };
const internalRoutes: Record<string, RouteContract> = {
  ...accessRoutes,
  ...accountInternalRoutes,
  ...eventRoutes,
};
const every = Object.entries({ ...publicRoutes, ...internalRoutes });

describe.each(every)('route %s', (name, route) => {
  it('is named by its operation id', () => expect(route.operationId).toBe(name));

  it('lives under its service’s prefix, and internal ones where no load balancer routes', () => {
    const prefix = name in internalRoutes ? '/internal/v1/' : name in userRoutes ? '/user/v1/' : '/chat/v1/';
    expect(route.path.startsWith(prefix)).toBe(true);
    expect(route.auth === 'service').toBe(name in internalRoutes);
  });

  it('declares how alive the session of a signed-in caller has to be, and no other route does', () => {
    expect(route.session !== undefined).toBe(route.auth === 'user');
  });

  it('says so where it may ask for a step-up', () => {
    if (route.session === 'step-up') expect(route.errors).toContain('STEP_UP_REQUIRED');
    if (route.session === 'token') expect(route.errors).not.toContain('STEP_UP_REQUIRED');
  });

  it('has a schema for each parameter of its path', () => {
    const inPath = [...route.path.matchAll(/:(\w+)/g)].map((match) => match[1]);
    expect(Object.keys(route.params?.shape ?? {}).sort()).toEqual(inPath.sort());
  });

  it('has a reply exactly when its status has a body', () => {
    expect(route.reply === null).toBe(route.status === 204 || route.status === 302);
  });

  it('does not take a body with GET or DELETE, nor two bodies', () => {
    if (['get', 'delete'].includes(route.method)) expect(route.body ?? route.upload).toBeUndefined();
    expect(route.body && route.upload).toBeUndefined();
  });
});

it('every route of the user service asks for a live session of a signed-in caller', () => {
  for (const route of Object.values<RouteContract>(userRoutes))
    if (route.auth === 'user') expect(['live', 'step-up']).toContain(route.session);
});

it('no two routes share method and path', () => {
  const keys = every.map(([, route]) => `${route.method} ${route.path.replace(/:\w+/g, ':')}`);
  expect(new Set(keys).size).toBe(keys.length);
});

it('every creating route that can be repeated by a retry carries an idempotency key', () => {
  const creating = Object.values(chatRoutes).filter((route) => route.status === 201);
  expect(creating.length).toBeGreaterThan(0);
  for (const route of creating) expect(route).toHaveProperty('idempotent', true);
});

it('error statuses are those that HTTP means', () => {
  for (const code of errorCodes) expect(errorStatus[code]).toBeGreaterThanOrEqual(400);
});
