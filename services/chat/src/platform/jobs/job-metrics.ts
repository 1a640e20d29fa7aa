import type { Metrics } from '@maru/service-kit/metrics';
import { Counter } from 'prom-client';
import type { StepOutcome } from './job-runner.js';

/** How many steps of jobs this node has run, by how they ended. */
export const createStepCounter = ({ registry }: Metrics): ((outcome: StepOutcome) => void) => {
  const counter = new Counter({
    name: 'maru_job_steps_total',
    help: 'Steps of background jobs, by outcome',
    labelNames: ['outcome'],
    registers: [registry],
  });
  return (outcome) => counter.inc({ outcome });
};
