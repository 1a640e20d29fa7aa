import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { newId } from '../ids.js';
import { createLogger } from '../logger.js';
import type { SqlClient } from '../mysql/sql-client.js';
import { createUnitOfWork } from '../mysql/unit-of-work.js';
import { createWorkDatabase, type WorkDatabase } from '../testing/work-database.js';
import { until } from '../testing/until.js';
import type { JobHandler } from './job.js';
import { createJobQueue, insertJob } from './job-queue.js';
import { createJobRunner, type JobRunner, type StepOutcome } from './job-runner.js';

/** Visits one place a step. */
const visit = z.object({ kind: z.literal('visit'), places: z.array(z.string()) });
type Visit = z.infer<typeof visit>;

interface JobRow {
  job: unknown;
  dead_at: Date | null;
}

let database: WorkDatabase;
const runners: JobRunner[] = [];

beforeAll(async () => {
  database = await createWorkDatabase();
});
afterAll(() => database.drop());
beforeEach(() => database.db.$executeRaw`DELETE FROM jobs`);
afterEach(() => Promise.all(runners.splice(0).map((runner) => runner.stop())));

const unitOfWork = () => createUnitOfWork<SqlClient, Visit>({ begin: database.begin });
const aPlace = () => newId();
const aJob = (...places: string[]): Visit => ({ kind: 'visit', places });

const enqueue = (job: Visit, options?: { runAt?: Date }) =>
  unitOfWork().transact((transaction) => transaction.enqueue(job, options));

const queue = () => createJobQueue(database.db);
const rows = () => database.db.$queryRaw<JobRow[]>`SELECT job, dead_at FROM jobs`;

type Options = Partial<Parameters<typeof createJobRunner<Visit>>[0]>;

const startRunner = (handle: JobHandler<Visit>, options: Options = {}) => {
  const runner = createJobRunner<Visit>({
    queue: queue(),
    schema: visit,
    handlers: { visit: handle },
    log: createLogger({ service: 'test', level: 'silent' }),
    pollMs: 5,
    retryAfterMs: () => 0,
    ...options,
  });
  runners.push(runner);
  runner.start();
  return runner;
};

/** A handler that visits one place a step and remembers it. */
const stepByStep =
  (seen: string[]): JobHandler<Visit> =>
  async ({ places: [first, ...left], kind }) => {
    if (first) seen.push(first);
    return left.length > 0 ? { kind, places: left } : undefined;
  };

const isEmpty = async () => (await rows()).length === 0;
const emptied = () => until(isEmpty);

describe('a job', () => {
  it('exists only once its transaction commits', async () => {
    const failing = unitOfWork().transact(async ({ enqueue: add }) => {
      await add(aJob(aPlace()));
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    await expect(isEmpty()).resolves.toBe(true);
  });

  it('runs step by step and is removed after its last step', async () => {
    const places = [aPlace(), aPlace(), aPlace()];
    const seen: string[] = [];
    await enqueue(aJob(...places));
    startRunner(stepByStep(seen));
    await emptied();
    expect(seen).toEqual(places);
  });

  it('lets other jobs run between its steps', async () => {
    const [long, short] = [[aPlace(), aPlace(), aPlace()], aPlace()];
    const seen: string[] = [];
    await enqueue(aJob(...long));
    await enqueue(aJob(short));
    startRunner(stepByStep(seen));
    await emptied();
    expect(seen.indexOf(short)).toBe(1);
  });

  it('does not run before it is due', async () => {
    const [later, now] = [aPlace(), aPlace()];
    const seen: string[] = [];
    await enqueue(aJob(later), { runAt: new Date(Date.now() + 3_600_000) });
    await enqueue(aJob(now));
    startRunner(stepByStep(seen));
    await until(() => seen.length > 0);
    expect(seen).toEqual([now]);
    // The row of the other job may not be removed yet.
    expect(JSON.stringify(await rows())).toContain(later);
  });

  it('resumes after its last step when the node that ran it dies', async () => {
    const [first, second, third] = [aPlace(), aPlace(), aPlace()];
    await enqueue(aJob(first, second, third));
    const dying = queue();
    const step = await dying.claim(60_000);
    if (step) await dying.giveBack(step, { left: aJob(second, third) });
    // Claimed by a node that dies: never given back.
    await dying.claim(1);

    const seen: string[] = [];
    startRunner(stepByStep(seen));
    await emptied();
    expect(seen).toEqual([second, third]);
  });

  it('is not changed by a node that returns after its lease has run out', async () => {
    await enqueue(aJob(aPlace()));
    const slow = await queue().claim(-1);
    const fast = await queue().claim(60_000);
    expect(fast?.id).toBe(slow?.id);
    if (slow) await queue().remove(slow);
    await expect(isEmpty()).resolves.toBe(false);
    if (fast) await queue().remove(fast);
    await expect(isEmpty()).resolves.toBe(true);
  });

  it('runs on one of several nodes', async () => {
    const jobs = Array.from({ length: 40 }, aPlace);
    for (const place of jobs) await enqueue(aJob(place));
    const seen: string[] = [];
    for (let node = 0; node < 4; node += 1) startRunner(stepByStep(seen));
    await emptied();
    expect([...seen].sort()).toEqual([...jobs].sort());
  });
});

describe('a job that fails', () => {
  it('does not hold up other jobs, and is done once it succeeds', async () => {
    const [bad, good] = [aPlace(), aPlace()];
    const seen: string[] = [];
    let isBroken = true;
    await enqueue(aJob(bad));
    await enqueue(aJob(good));
    startRunner(async (job) => {
      if (job.places.includes(bad) && isBroken) throw new Error('broken');
      return stepByStep(seen)(job);
    });
    await until(() => seen.includes(good));
    expect(seen).toEqual([good]);
    isBroken = false;
    await emptied();
    expect(seen).toEqual([good, bad]);
  });

  it('counts its attempts, so that its pauses grow', async () => {
    const attempts: number[] = [];
    await enqueue(aJob(aPlace()));
    startRunner(
      async () => {
        if (attempts.length < 4) throw new Error('not yet');
        return undefined;
      },
      {
        retryAfterMs: (attempt) => {
          attempts.push(attempt);
          return 0;
        },
      },
    );
    await emptied();
    expect(attempts).toEqual([1, 2, 3, 4]);
  });

  it('counts its attempts from one again after a step that succeeds', async () => {
    const attempts: number[] = [];
    let call = 0;
    await enqueue(aJob(aPlace(), aPlace()));
    startRunner(
      async (job) => {
        call += 1;
        if (call !== 2 && call !== 4) throw new Error('every other time');
        return stepByStep([])(job);
      },
      {
        retryAfterMs: (attempt) => {
          attempts.push(attempt);
          return 0;
        },
      },
    );
    await emptied();
    expect(attempts).toEqual([1, 1]);
  });

  it('too often is given up, and its row is kept', async () => {
    const outcomes: StepOutcome[] = [];
    await enqueue(aJob(aPlace()));
    startRunner(
      async () => {
        throw new Error('never');
      },
      { maxAttempts: 3, onStep: (outcome) => outcomes.push(outcome) },
    );
    await until(() => outcomes.includes('dead'));
    expect(outcomes).toEqual(['failed', 'failed', 'dead']);
    const [row] = await rows();
    expect(row?.dead_at).toBeInstanceOf(Date);
    await expect(queue().claim(1)).resolves.toBeUndefined();
  });

  it('by taking its node down is given up as well', async () => {
    await enqueue(aJob(aPlace()));
    for (let crash = 0; crash < 3; crash += 1) await queue().claim(-1);
    const seen: string[] = [];
    const outcomes: StepOutcome[] = [];
    startRunner(stepByStep(seen), { maxAttempts: 3, onStep: (outcome) => outcomes.push(outcome) });
    await until(() => outcomes.length > 0);
    expect([seen, outcomes]).toEqual([[], ['dead']]);
  });

  it('because its kind is unknown waits for a node of a newer version', async () => {
    const outcomes: StepOutcome[] = [];
    await insertJob(database.db, { kind: 'of-tomorrow' });
    startRunner(stepByStep([]), { retryAfterMs: () => 60_000, onStep: (outcome) => outcomes.push(outcome) });
    await until(() => outcomes.length > 0);
    expect(outcomes).toEqual(['failed']);
    await expect(isEmpty()).resolves.toBe(false);
  });
});

it('stopping waits for the step that is under way', async () => {
  let isBegun = false;
  let end: () => void = () => undefined;
  await enqueue(aJob(aPlace()));
  const runner = startRunner(async () => {
    isBegun = true;
    await new Promise<void>((resolve) => (end = resolve));
    return undefined;
  });
  await until(() => isBegun);
  const stopped = runner.stop();
  end();
  await stopped;
  await expect(isEmpty()).resolves.toBe(true);
});
