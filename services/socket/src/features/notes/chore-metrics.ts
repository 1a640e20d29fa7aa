import type { Metrics } from '@maru/service-kit/metrics';
import { Counter } from 'prom-client';
import type { Chore } from './chore-store.js';

/** Called after each visit of a chore; a chore that fails stays. */
export type CountChore = (kind: Chore['kind'], outcome: 'visited' | 'failed') => void;

/** Returns the function that counts visits of chores. */
export const countChores = ({ registry }: Metrics): CountChore => {
  const counter = new Counter({
    name: 'maru_note_chores_total',
    help: 'Visits of what remains to be done about meeting notes',
    labelNames: ['kind', 'outcome'],
    registers: [registry],
  });
  return (kind, outcome) => counter.inc({ kind, outcome });
};
