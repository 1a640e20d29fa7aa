import { fromNow, systemClock, type Clock } from '../clock.js';
import { newId } from '../ids.js';
import { parseJson, type SqlClient } from '../mysql/sql-client.js';

/** A job that a node has taken for one run of a step. */
export interface ClaimedJob {
  id: string;
  claim: string;
  job: unknown;
  /** Steps begun since one succeeded, this one included. */
  attempts: number;
}

interface Rest {
  left: unknown;
  /** When the next step is due; now unless given. */
  runAt?: Date;
}

interface DueRow {
  id: string;
  job: unknown;
  claim: string | null;
  attempts: number;
}

export const insertJob = async (db: SqlClient, job: unknown, runAt: Date): Promise<void> => {
  await db.$executeRaw`INSERT INTO jobs (id, job, run_at) VALUES (${newId()}, ${JSON.stringify(job)}, ${runAt})`;
};

/**
 * The rows of `jobs`. A claim holds a job until its lease runs out; a node that returns later finds another claim and changes
 * nothing.
 */
export const createJobQueue = (db: SqlClient, clock: Clock = systemClock) => ({
  /** Returns the job that has been due for the longest, or undefined when none is. */
  async claim(leaseMs: number): Promise<ClaimedJob | undefined> {
    for (;;) {
      const [due] = await db.$queryRaw<DueRow[]>`
        SELECT id, job, claim, attempts FROM jobs WHERE dead_at IS NULL AND run_at <= ${clock()}
        ORDER BY run_at, id LIMIT 1`;
      if (!due) return undefined;
      const { id, job } = due;
      const next = { claim: newId(), attempts: due.attempts + 1 };
      const taken = await db.$executeRaw`
        UPDATE jobs SET claim = ${next.claim}, attempts = ${next.attempts}, run_at = ${fromNow(clock, leaseMs)}
        WHERE id = ${id} AND claim <=> ${due.claim}`;
      // Otherwise another node was faster.
      if (taken === 1) return { id, job: parseJson(job), ...next };
    }
  },

  /** A job with steps left goes behind everything that is due. */
  async giveBack({ id, claim }: ClaimedJob, { left, runAt = clock() }: Rest): Promise<void> {
    await db.$executeRaw`
      UPDATE jobs SET job = ${JSON.stringify(left)}, attempts = 0, run_at = ${runAt}
      WHERE id = ${id} AND claim = ${claim}`;
  },

  async retry({ id, claim }: ClaimedJob, pauseMs: number): Promise<void> {
    const runAt = fromNow(clock, pauseMs);
    await db.$executeRaw`UPDATE jobs SET run_at = ${runAt} WHERE id = ${id} AND claim = ${claim}`;
  },

  /** Keeps the row for an operator to look at. */
  async giveUp({ id, claim }: ClaimedJob): Promise<void> {
    await db.$executeRaw`UPDATE jobs SET dead_at = ${clock()} WHERE id = ${id} AND claim = ${claim}`;
  },

  async remove({ id, claim }: ClaimedJob): Promise<void> {
    await db.$executeRaw`DELETE FROM jobs WHERE id = ${id} AND claim = ${claim}`;
  },
});

export type JobQueue = ReturnType<typeof createJobQueue>;
