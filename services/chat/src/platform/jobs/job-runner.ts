import { setTimeout as delay } from 'node:timers/promises';
import { growingDelay } from '@maru/service-kit/backoff';
import type { Logger } from '@maru/service-kit/logger';
import { job as jobSchema, type Job, type JobHandlers } from './job.js';
import type { ClaimedJob, JobQueue } from './job-queue.js';

export type StepOutcome = 'done' | 'continued' | 'failed' | 'dead';

interface JobRunnerOptions {
  queue: JobQueue;
  handlers: JobHandlers;
  log: Logger;
  onStep?: (outcome: StepOutcome) => void;
  /** How often to look when nothing is due. */
  pollMs?: number;
  /** After so long a node that has not finished its step counts as dead. */
  leaseMs?: number;
  /** With the growing pauses between them these take about a day. */
  maxAttempts?: number;
  retryAfterMs?: (attempts: number) => number;
}

export interface JobRunner {
  start(): void;
  /** Ends after the step that is under way. */
  stop(): Promise<void>;
}

/**
 * Runs one step at a time, of the job that has been due for the longest. What fails is tried again with growing pauses while others go
 * on, and is given up after many failures: such rows stay, with `dead_at`, for somebody to look at.
 */
export const createJobRunner = (options: JobRunnerOptions): JobRunner => {
  const { queue, handlers, log, onStep = () => undefined } = options;
  const { pollMs = 1_000, leaseMs = 60_000, maxAttempts = 100 } = options;
  const retryAfterMs = options.retryAfterMs ?? ((attempts) => growingDelay(attempts - 1) * 1_000);
  const stopping = new AbortController();
  let running: Promise<void> | undefined;

  const run = async (claimed: ClaimedJob): Promise<StepOutcome> => {
    const job = jobSchema.parse(claimed.job);
    // A kind's handler takes the jobs of its kind, which TypeScript can't see through the union.
    const handle = handlers[job.kind] as (job: Job) => Promise<Job | undefined>;
    const left = await handle(job);
    if (left) await queue.giveBack(claimed, { left });
    else await queue.remove(claimed);
    return left ? 'continued' : 'done';
  };

  const fail = async (claimed: ClaimedJob, error?: unknown): Promise<StepOutcome> => {
    const { id: jobId, job, attempts } = claimed;
    const isDead = attempts >= maxAttempts;
    const retryAt = new Date(Date.now() + retryAfterMs(attempts));
    await queue.giveBack(claimed, isDead ? { deadAt: new Date() } : { retryAt });
    if (isDead) log.error({ err: error, jobId, job, attempts }, 'job given up');
    else log.warn({ err: error, jobId, attempts }, 'job failed; trying again');
    return isDead ? 'dead' : 'failed';
  };

  /** Tells whether anything was due. */
  const step = async (): Promise<boolean> => {
    const claimed = await queue.claim(leaseMs);
    if (!claimed) return false;
    // Beyond the last attempt: that one took its node down with it.
    const outcome =
      claimed.attempts > maxAttempts
        ? await fail(claimed)
        : await run(claimed).catch((error: unknown) => fail(claimed, error));
    onStep(outcome);
    return true;
  };

  const loop = async () => {
    while (!stopping.signal.aborted) {
      const didStep = await step().catch((error: unknown) => {
        log.warn({ err: error }, 'jobs are out of reach');
        return false;
      });
      if (!didStep) await delay(pollMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  };

  return {
    start: () => {
      running ??= loop();
    },
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
};
