import type { Metrics } from '@maru/service-kit/metrics';
import { Gauge } from 'prom-client';
import type { MaruServer } from './realtime.js';

/** Adds a gauge of this node's sockets. */
export const countSockets = (io: MaruServer, { registry }: Metrics): void => {
  const gauge: Gauge = new Gauge({
    name: 'maru_sockets',
    help: 'Open sockets of this node',
    registers: [registry],
    collect: () => gauge.set(io.of('/').sockets.size),
  });
};
