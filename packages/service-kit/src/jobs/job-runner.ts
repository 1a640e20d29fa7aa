import { setTimeout as delay } from 'node:timers/promises';
import { growingDelay } from '../backoff.js';
import type { Logger } from '../logger.js';
import type { AnyJob, JobHandler, JobHandlers, JobSchema, PostponedJob } from './job.js';
import type { ClaimedJob, JobQueue } from './job-queue.js';

export type StepOutcome = 'done' | 'continued' | 'failed' | 'dead';

export interface JobRunnerTuning {
  /** Interval between looks for a due job, in milliseconds. */
  pollMs?: number;
  /** After this time a node that has not finished its step counts as dead. */
  leaseMs?: number;
  /** Steps under way at once: while one waits for another service, the others go on. */
  concurrency?: number;
  /** With the growing pauses between them, the default takes about a day. Endless jobs have no limit. */
  maxAttempts?: number;
  retryAfterMs?: (attempts: number) => number;
}

interface JobRunnerOptions<Job extends AnyJob> extends JobRunnerTuning {
  queue: JobQueue;
  schema: JobSchema<Job>;
  handlers: JobHandlers<Job>;
  /** Kinds that are never given up. */
  endless?: readonly Job['kind'][];
  log: Logger;
  onStep?: (outcome: StepOutcome) => void;
}

export interface JobRunner {
  start(): void;
  /** Resolves after the steps that are under way. */
  stop(): Promise<void>;
}

const longestPauseSeconds = 3_600;
/** Failures in a row between two alarms about an endless job: the first after nine minutes, later ones every ten hours. */
const failuresPerAlarm = 10;

/** Works for stored jobs that this version can't parse, too. */
const kindOf = (job: unknown): unknown =>
  typeof job === 'object' && job !== null && 'kind' in job ? job.kind : undefined;

const isPostponed = <Job extends AnyJob>(next: Job | PostponedJob<Job>): next is PostponedJob<Job> =>
  !('kind' in next);

/**
 * Runs a step of the job that has been due for the longest, `concurrency` of them at once. A failed step runs again after a growing pause
 * while other jobs go on. A job that fails `maxAttempts` times in a row is given up: its row stays, with `dead_at`, for an operator to look
 * at. A job of an `endless` kind is tried at least once an hour until it succeeds, and logs an error now and then.
 */
export const createJobRunner = <Job extends AnyJob>(options: JobRunnerOptions<Job>): JobRunner => {
  const { queue, schema, handlers, endless = [], log, onStep = () => undefined } = options;
  const { pollMs = 1_000, leaseMs = 60_000, concurrency = 1, maxAttempts = 100 } = options;
  let isStopping = false;
  /** Aborted when there may be something to do before it is over. */
  let pause = new AbortController();
  let running: Promise<void> | undefined;

  const isEndless = ({ job }: ClaimedJob) => endless.some((kind) => kind === kindOf(job));
  const attemptLimit = (claimed: ClaimedJob) => (isEndless(claimed) ? Infinity : maxAttempts);
  const pauseMs = (claimed: ClaimedJob) =>
    options.retryAfterMs?.(claimed.attempts) ??
    growingDelay(claimed.attempts - 1, isEndless(claimed) ? longestPauseSeconds : undefined) * 1_000;

  const run = async (claimed: ClaimedJob): Promise<StepOutcome> => {
    const job = schema.parse(claimed.job);
    const kind: Job['kind'] = job.kind;
    // A kind's handler takes the jobs of its kind, which TypeScript can't see through the union.
    const handle = handlers[kind] as unknown as JobHandler<Job>;
    const next = await handle(job);
    if (!next) await queue.remove(claimed);
    else await queue.giveBack(claimed, isPostponed(next) ? next : { left: next });
    return next ? 'continued' : 'done';
  };

  const fail = async (claimed: ClaimedJob, error?: unknown): Promise<StepOutcome> => {
    const { id: jobId, job, attempts } = claimed;
    if (attempts >= attemptLimit(claimed)) {
      await queue.giveUp(claimed);
      log.error({ err: error, jobId, job, attempts }, 'job given up');
      return 'dead';
    }
    await queue.retry(claimed, pauseMs(claimed));
    if (isEndless(claimed) && attempts % failuresPerAlarm === 0)
      log.error({ err: error, jobId, job, attempts }, 'endless job keeps failing');
    else log.warn({ err: error, jobId, attempts }, 'job failed; trying again');
    return 'failed';
  };

  /** A step that can't be recorded runs again when its lease ends. */
  const unreachable = (error: unknown) => log.warn({ err: error }, 'jobs are out of reach');

  const step = async (claimed: ClaimedJob): Promise<void> => {
    // More claims than attempts: the last attempt took its node down with it.
    const outcome =
      claimed.attempts > attemptLimit(claimed)
        ? await fail(claimed)
        : await run(claimed).catch((error: unknown) => fail(claimed, error));
    onStep(outcome);
  };

  /** Looks for a due job when there is room for its step: at each interval, and as soon as a step ends. */
  const loop = async () => {
    const underWay = new Set<Promise<void>>();
    const begin = (claimed: ClaimedJob) => {
      const begun = step(claimed)
        .catch(unreachable)
        .finally(() => {
          underWay.delete(begun);
          pause.abort();
        });
      underWay.add(begun);
    };
    while (!isStopping) {
      pause = new AbortController();
      const hasRoom = underWay.size < concurrency;
      const claimed = hasRoom ? await queue.claim(leaseMs).catch(unreachable) : undefined;
      if (claimed) begin(claimed);
      else await delay(pollMs, undefined, { signal: pause.signal }).catch(() => undefined);
    }
    await Promise.all(underWay);
  };

  return {
    start: () => {
      running ??= loop();
    },
    stop: async () => {
      isStopping = true;
      pause.abort();
      await running;
    },
  };
};
