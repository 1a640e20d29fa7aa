import type { Metrics } from '@maru/service-kit/metrics';
import { Counter } from 'prom-client';

/** Counts entries that were set aside because their receiver refuses them; returns the function to call for each. */
export const countSetAside = ({ registry }: Metrics): (() => void) => {
  const counter = new Counter({
    name: 'maru_outbox_set_aside_total',
    help: 'Outbox entries that their receiver refuses',
    registers: [registry],
  });
  return () => counter.inc();
};
