import { Counter } from 'prom-client';
import type { Clock } from '../clock.js';
import type { Logger } from '../logger.js';
import type { Metrics } from '../metrics.js';
import type { Locks } from '../mysql/locks.js';
import type { SqlClient } from '../mysql/sql-client.js';
import type { AnyJob, JobHandlers, JobSchema } from './job.js';
import { createJobQueue } from './job-queue.js';
import { createJobRunner, type JobRunnerTuning, type StepOutcome } from './job-runner.js';
import { createPeriodicRunner, type PeriodicWork, type RunOutcome } from './periodic.js';

interface BackgroundOptions<Job extends AnyJob> {
  db: SqlClient;
  locks: Locks;
  log: Logger;
  metrics: Metrics;
  schema: JobSchema<Job>;
  jobs: JobHandlers<Job>;
  /** Kinds of jobs that are never given up. */
  endless: readonly Job['kind'][];
  every: readonly PeriodicWork[];
  /** Decides when a job is due. Periodic work goes by the database's clock. */
  clock?: Clock;
  tuning?: JobRunnerTuning;
}

export interface Background {
  start(): void;
  /** Resolves after the steps and the periodic runs that are under way. */
  stop(): Promise<void>;
}

const createStepCounter = ({ registry }: Metrics): ((outcome: StepOutcome) => void) => {
  const counter = new Counter({
    name: 'maru_job_steps_total',
    help: 'Steps of background jobs, by outcome',
    labelNames: ['outcome'],
    registers: [registry],
  });
  return (outcome) => counter.inc({ outcome });
};

const createRunCounter = ({ registry }: Metrics): ((job: string, outcome: RunOutcome) => void) => {
  const counter = new Counter({
    name: 'maru_periodic_runs_total',
    help: 'Runs of periodic jobs on this node, by job and outcome',
    labelNames: ['job', 'outcome'],
    registers: [registry],
  });
  return (job, outcome) => counter.inc({ job, outcome });
};

/** The jobs and periodic work of one node of a service. */
export const createBackground = <Job extends AnyJob>(options: BackgroundOptions<Job>): Background => {
  const { db, locks, log, metrics, schema, jobs, endless, every, clock, tuning } = options;
  const runners = [
    createJobRunner({
      queue: createJobQueue(db, clock),
      schema,
      handlers: jobs,
      endless,
      log,
      onStep: createStepCounter(metrics),
      ...tuning,
    }),
    createPeriodicRunner({ work: every, db, locks, log, onRun: createRunCounter(metrics) }),
  ];
  return {
    start: () => {
      for (const runner of runners) runner.start();
    },
    stop: async () => {
      await Promise.all(runners.map((runner) => runner.stop()));
    },
  };
};
