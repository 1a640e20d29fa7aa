import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '../app-error.js';
import type { Logger } from '../logger.js';
import type { Locks } from '../mysql/locks.js';
import type { SqlClient } from '../mysql/sql-client.js';

export interface PeriodicWork {
  everyMs: number;
  name: string;
  run: () => Promise<unknown>;
}

/** Declares work that runs every `everyMs`, on one node at a time. A failed run is logged; the next one is its repeat. */
export const every = (everyMs: number, name: string, run: () => Promise<unknown>): PeriodicWork => ({
  everyMs,
  name,
  run,
});

export type RunOutcome = 'done' | 'failed';

interface PeriodicRunnerOptions {
  work: readonly PeriodicWork[];
  db: SqlClient;
  locks: Locks;
  log: Logger;
  onRun?: (name: string, outcome: RunOutcome) => void;
}

export interface PeriodicRunner {
  start(): void;
  /** Resolves after the runs that are under way. */
  stop(): Promise<void>;
}

/** The pause while the database is out of reach. */
const retryMs = 5_000;

/**
 * Takes a due run for this node, by the clock of the database, which all nodes share. Returns 0 when it was taken, or else the
 * milliseconds until the next run is due. A restart forgets nothing: the last run of each name is a row of `timers`.
 */
const claimRun = async (db: SqlClient, { name, everyMs }: PeriodicWork): Promise<number> => {
  await db.$executeRaw`INSERT IGNORE INTO timers (name, ran_at) VALUES (${name}, '1970-01-01')`;
  const seconds = everyMs / 1_000;
  const claimed = await db.$executeRaw`
    UPDATE timers SET ran_at = UTC_TIMESTAMP(3)
    WHERE name = ${name} AND ran_at <= UTC_TIMESTAMP(3) - INTERVAL ${seconds} SECOND`;
  if (claimed === 1) return 0;
  const [row] = await db.$queryRaw<{ agoMicroseconds: number | bigint }[]>`
    SELECT TIMESTAMPDIFF(MICROSECOND, ran_at, UTC_TIMESTAMP(3)) AS agoMicroseconds FROM timers WHERE name = ${name}`;
  const agoMs = Number(row?.agoMicroseconds ?? 0) / 1_000;
  return Math.max(1, Math.ceil(everyMs - agoMs));
};

/** Runs each work once per interval across all nodes of the database, and never while an earlier run of it is under way. */
export const createPeriodicRunner = ({
  work,
  db,
  locks,
  log,
  onRun = () => undefined,
}: PeriodicRunnerOptions): PeriodicRunner => {
  const stopping = new AbortController();
  const { signal } = stopping;
  let running: Promise<unknown> | undefined;

  const run = async ({ name, run: work }: PeriodicWork): Promise<void> => {
    try {
      await work();
      onRun(name, 'done');
    } catch (error) {
      log.error({ err: error, job: name }, 'periodic job failed');
      onRun(name, 'failed');
    }
  };

  const runAlone = async (work: PeriodicWork): Promise<void> => {
    try {
      await locks.withLocks([`periodic ${work.name}`], () => run(work), { waitSeconds: 0 });
    } catch (error) {
      if (!(error instanceof AppError && error.code === 'CONFLICT')) throw error;
      log.warn({ job: work.name }, 'periodic job skipped: its last run is still under way');
    }
  };

  const loop = async (each: PeriodicWork) => {
    while (!signal.aborted) {
      try {
        const waitMs = await claimRun(db, each);
        if (waitMs === 0) await runAlone(each);
        else await delay(waitMs, undefined, { signal }).catch(() => undefined);
      } catch (error) {
        log.warn({ err: error, job: each.name }, 'periodic jobs are out of reach');
        await delay(retryMs, undefined, { signal }).catch(() => undefined);
      }
    }
  };

  return {
    start: () => {
      running ??= Promise.all(work.map(loop));
    },
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
};
