import { limits } from './limits.js';

/** Limits the uses of a route or an event. */
export interface Rate {
  /**
   * Each of these has a budget of its own: an IPv4 address or IPv6 /64 network, a signed-in person, a socket, a person in the channel that
   * an event names.
   */
  readonly by: 'address' | 'person' | 'socket' | 'person-in-channel';
  readonly points: number;
  readonly seconds: number;
  /** Routes that name the same pool share one budget; without a pool each route has its own. */
  readonly pool?: string;
  /** `node`: each node counts alone, without a round trip. Otherwise all nodes of the service count together. */
  readonly per?: 'node';
}

/** Of all HTTP requests, also of those that no route answers. */
export const anyRequest = {
  by: 'address',
  ...limits.requests.perAddress,
  pool: 'requests',
  per: 'node',
} as const satisfies Rate;

/** Of all requests of a signed-in person that only read. */
export const anyRead = {
  by: 'person',
  ...limits.requests.readsPerPerson,
  pool: 'reads',
  per: 'node',
} as const satisfies Rate;

/** Of all requests of a signed-in person that change something. */
export const anyChange = {
  by: 'person',
  ...limits.requests.changesPerPerson,
  pool: 'changes',
} as const satisfies Rate;

/** Of all socket events. */
export const anyEvent = [
  { by: 'socket', points: 200, seconds: 10, pool: 'events', per: 'node' },
  { by: 'person', points: 1_000, seconds: 10, pool: 'events', per: 'node' },
] as const satisfies Rate[];
