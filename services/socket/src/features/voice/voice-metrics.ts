import type { Metrics } from '@maru/service-kit/metrics';
import { Gauge } from 'prom-client';
import type { KnownRooms } from './known-rooms.js';

/** Adds gauges of the calls that this node knows, and of the people in them. All nodes know the same calls. */
export const countCalls = (rooms: Pick<KnownRooms, 'active'>, { registry }: Metrics): void => {
  const calls: Gauge = new Gauge({
    name: 'maru_calls',
    help: 'Calls with members',
    registers: [registry],
    collect: () => calls.set(rooms.active().length),
  });
  const people: Gauge = new Gauge({
    name: 'maru_call_members',
    help: 'Members of calls',
    registers: [registry],
    collect: () => people.set(rooms.active().reduce((sum, { members }) => sum + members.length, 0)),
  });
};
