import { describe, expect, it } from '@jest/globals';
import { placeParamOf } from './authorization.js';
import { errorCodes, errorStatus } from './errors.js';
import { chatRoutes } from './http/chat/routes.js';
import { userRoutes } from './http/user/routes.js';
import { accessRoutes } from './internal/access.js';
import { accountInternalRoutes } from './internal/accounts.js';
import { eventRoutes } from './internal/events.js';
import { permissions } from './permissions.js';
import { anyRequest, type Rate } from './rate.js';
import { errorsOf } from './route-errors.js';
import { isRead, ratesOf, type RouteContract } from './route.js';
import { clientEvents } from './socket/events.js';
import { eventRatesOf, type ClientEventContract } from './socket/event.js';

const publicRoutes: Record<string, RouteContract> = { ...userRoutes, ...chatRoutes };
const internalRoutes: Record<string, RouteContract> = {
  ...accessRoutes,
  ...accountInternalRoutes,
  ...eventRoutes,
};
const every = Object.entries({ ...publicRoutes, ...internalRoutes });

describe.each(every)('route %s', (name, route) => {
  it('is named by its operation id', () => expect(route.operationId).toBe(name));

  it('lives under the prefix of its service, or under the prefix that no load balancer routes', () => {
    const prefix = name in internalRoutes ? '/internal/v1/' : name in userRoutes ? '/user/v1/' : '/chat/v1/';
    expect(route.path.startsWith(prefix)).toBe(true);
    expect(route.auth === 'service').toBe(name in internalRoutes);
  });

  it('declares session and authorization exactly if its caller is signed in', () => {
    expect(route.session !== undefined).toBe(route.auth === 'user');
    expect(route.authorize !== undefined).toBe(route.auth === 'user');
    if (route.authorizeOwn) expect(route.authorize).not.toBe('signed-in');
  });

  it('demands more than a signed-in caller exactly if its path names a place', () => {
    if (route.auth !== 'user') return;
    expect(route.authorize === 'signed-in').toBe(placeParamOf(route.path) === undefined);
  });

  it('counts people only where they are signed in, and no sockets', () => {
    for (const { by, points, seconds } of route.rate ?? []) {
      expect(['address', ...(route.auth === 'user' ? ['person'] : [])]).toContain(by);
      expect(Math.min(points, seconds)).toBeGreaterThan(0);
    }
  });

  it('leaves permissions to their declaration', () => {
    expect(route.summary).not.toMatch(new RegExp(`\\b(${permissions.join('|')})\\b|\\(owner`));
  });

  it('can ask for a step-up only if it looks at the session', () => {
    if (route.session === 'step-up') expect([...errorsOf(route)]).toContain('STEP_UP_REQUIRED');
    if (route.session === 'token') expect([...errorsOf(route)]).not.toContain('STEP_UP_REQUIRED');
  });

  it('lists no error that follows from the rest of its contract', () => {
    const { errors = [], ...rest } = route;
    expect(errors.filter((code) => errorsOf(rest).has(code))).toEqual([]);
  });

  it('has a schema for each path parameter', () => {
    const inPath = [...route.path.matchAll(/:(\w+)/g)].map((match) => match[1]);
    expect(Object.keys(route.params?.shape ?? {}).sort()).toEqual(inPath.sort());
  });

  it('has a reply exactly when its status has a body', () => {
    expect(route.reply === null).toBe(route.status === 204 || route.status === 302);
  });

  it('takes no body with GET or DELETE, and never two bodies', () => {
    if (['get', 'delete'].includes(route.method)) expect(route.body ?? route.upload).toBeUndefined();
    expect(route.body && route.upload).toBeUndefined();
  });
});

it('every user-service route with a signed-in caller requires a live session', () => {
  for (const route of Object.values<RouteContract>(userRoutes))
    if (route.auth === 'user') expect(['live', 'step-up']).toContain(route.session);
});

it('every user-service route acts on the account of its caller, since its guard checks no other authorization', () => {
  for (const route of Object.values<RouteContract>(userRoutes))
    if (route.auth === 'user') expect(route.authorize).toBe('signed-in');
});

it('no route or event declares two rates that would count as one', () => {
  const routes = every.map(([, route]) => [route.operationId, [anyRequest, ...ratesOf(route)]] as const);
  const events = Object.entries<ClientEventContract>(clientEvents).map(
    ([name, event]) => [name, eventRatesOf(event)] as const,
  );
  for (const [name, rates] of [...routes, ...events]) {
    const keys = rates.map(({ pool = name, by }: Rate) => `${pool} ${by}`);
    expect(keys).toEqual([...new Set(keys)]);
  }
});

it('uses of one pool declare one budget, whichever route or event they are of', () => {
  const events = Object.values<ClientEventContract>(clientEvents);
  const pools = new Map<string, Rate>();
  for (const { rate = [] } of [...every.map(([, route]) => route), ...events])
    for (const each of rate) {
      if (!each.pool) continue;
      const key = `${each.pool} ${each.by}`;
      expect(each).toEqual(pools.get(key) ?? each);
      pools.set(key, each);
    }
  expect(pools.size).toBeGreaterThan(0);
});

it('every change in a server demands more than membership, but for the listed ones', () => {
  const forAllMembers = {
    leaveServer: 'members end their own membership',
    createReport: 'reports come from members, and moderators decide',
  };
  const changes = Object.values<RouteContract>(chatRoutes).filter((route) => !isRead(route));
  const open = changes.filter(({ authorize }) => authorize === 'member');
  expect(open.map(({ operationId }) => operationId).sort()).toEqual(Object.keys(forAllMembers).sort());
});

it('no two routes share method and path', () => {
  const keys = every.map(([, route]) => `${route.method} ${route.path.replace(/:\w+/g, ':')}`);
  expect(new Set(keys).size).toBe(keys.length);
});

it('every route that creates something takes an idempotency key', () => {
  const creating = Object.values(chatRoutes).filter((route) => route.status === 201);
  expect(creating.length).toBeGreaterThan(0);
  for (const route of creating) expect(route).toHaveProperty('idempotent', true);
});

it('every error has the status of an error', () => {
  for (const code of errorCodes) expect(errorStatus[code]).toBeGreaterThanOrEqual(400);
});
