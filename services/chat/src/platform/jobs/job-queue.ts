import { newId } from '@maru/service-kit/ids';
import type { Db } from '../database.js';
import type { Job } from './job.js';

/** A job for one run of a step. */
export interface ClaimedJob {
  id: string;
  claim: string;
  job: unknown;
  /** Steps begun since one succeeded, with this one. */
  attempts: number;
}

type Outcome = { left: Job } | { retryAt: Date } | { deadAt: Date };

const afterMs = (ms: number) => new Date(Date.now() + ms);

/**
 * Rows of `jobs`. A claim takes a job until the lease runs out; whoever comes back later than that finds another's claim and
 * changes nothing.
 */
export const createJobQueue = (prisma: Db) => ({
  /** The job that has been due for the longest, or undefined when none is. */
  async claim(leaseMs: number): Promise<ClaimedJob | undefined> {
    for (;;) {
      const due = await prisma.jobRow.findFirst({
        where: { deadAt: null, runAt: { lte: new Date() } },
        orderBy: [{ runAt: 'asc' }, { id: 'asc' }],
      });
      if (!due) return undefined;
      const { id, job } = due;
      const next = { claim: newId(), attempts: due.attempts + 1 };
      const { count } = await prisma.jobRow.updateMany({
        where: { id, claim: due.claim },
        data: { ...next, runAt: afterMs(leaseMs) },
      });
      // Otherwise another node was faster.
      if (count === 1) return { id, job, ...next };
    }
  },

  /** What is left goes behind everything that is due. */
  async giveBack({ id, claim }: ClaimedJob, outcome: Outcome): Promise<void> {
    const data =
      'left' in outcome
        ? { job: outcome.left, attempts: 0, runAt: new Date() }
        : 'retryAt' in outcome
          ? { runAt: outcome.retryAt }
          : outcome;
    await prisma.jobRow.updateMany({ where: { id, claim }, data });
  },

  async remove({ id, claim }: ClaimedJob): Promise<void> {
    await prisma.jobRow.deleteMany({ where: { id, claim } });
  },
});

export type JobQueue = ReturnType<typeof createJobQueue>;
