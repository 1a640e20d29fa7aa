import { setTimeout as delay } from 'node:timers/promises';
import { growingDelay } from '../backoff.js';
import type { Logger } from '../logger.js';
import type { AnyJob, JobHandler, JobHandlers, JobSchema } from './job.js';
import type { ClaimedJob, JobQueue } from './job-queue.js';

export type StepOutcome = 'done' | 'continued' | 'failed' | 'dead';

export interface JobRunnerTuning {
  /** Interval between looks for a due job, in milliseconds. */
  pollMs?: number;
  /** After this time a node that has not finished its step counts as dead. */
  leaseMs?: number;
  /** With the growing pauses between them, the default takes about a day. */
  maxAttempts?: number;
  retryAfterMs?: (attempts: number) => number;
}

interface JobRunnerOptions<Job extends AnyJob> extends JobRunnerTuning {
  queue: JobQueue;
  schema: JobSchema<Job>;
  handlers: JobHandlers<Job>;
  log: Logger;
  onStep?: (outcome: StepOutcome) => void;
}

export interface JobRunner {
  start(): void;
  /** Resolves after the step that is under way. */
  stop(): Promise<void>;
}

/**
 * Runs one step at a time, of the job that has been due for the longest. A failed step runs again after a growing pause while other jobs
 * go on. A job that fails `maxAttempts` times in a row is given up: its row stays, with `dead_at`, for an operator to look at.
 */
export const createJobRunner = <Job extends AnyJob>(options: JobRunnerOptions<Job>): JobRunner => {
  const { queue, schema, handlers, log, onStep = () => undefined } = options;
  const { pollMs = 1_000, leaseMs = 60_000, maxAttempts = 100 } = options;
  const retryAfterMs = options.retryAfterMs ?? ((attempts) => growingDelay(attempts - 1) * 1_000);
  const stopping = new AbortController();
  let running: Promise<void> | undefined;

  const run = async (claimed: ClaimedJob): Promise<StepOutcome> => {
    const job = schema.parse(claimed.job);
    const kind: Job['kind'] = job.kind;
    // A kind's handler takes the jobs of its kind, which TypeScript can't see through the union.
    const handle = handlers[kind] as unknown as JobHandler<Job>;
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

  /** Returns false when nothing was due. */
  const step = async (): Promise<boolean> => {
    const claimed = await queue.claim(leaseMs);
    if (!claimed) return false;
    // More claims than attempts: the last attempt took its node down with it.
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
