import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { systemClock, type Clock } from '../clock.js';
import { newId } from '../ids.js';
import { createLogger } from '../logger.js';
import type { SqlClient } from '../mysql/sql-client.js';
import { createUnitOfWork } from '../mysql/unit-of-work.js';
import { createTestClock } from '../testing/test-clock.js';
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
  run_at: Date;
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

const hourMs = 3_600_000;

const unitOfWork = (clock?: Clock) => createUnitOfWork<SqlClient, Visit>({ begin: database.begin, clock });
const aPlace = () => newId();
const aJob = (...places: string[]): Visit => ({ kind: 'visit', places });

const enqueue = (job: Visit, options?: { runAt?: Date }) =>
  unitOfWork().transact((transaction) => transaction.enqueue(job, options));

const queue = (clock?: Clock) => createJobQueue(database.db, clock);
const rows = () => database.db.$queryRaw<JobRow[]>`SELECT job, run_at, dead_at FROM jobs`;

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
  (seen: string[]) =>
  async ({ places: [first, ...left], kind }: Visit): Promise<Visit | undefined> => {
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
    await enqueue(aJob(later), { runAt: new Date(Date.now() + hourMs) });
    await enqueue(aJob(now));
    startRunner(stepByStep(seen));
    await until(() => seen.length > 0);
    expect(seen).toEqual([now]);
    // The row of the other job may not be removed yet.
    expect(JSON.stringify(await rows())).toContain(later);
  });

  it('becomes due by the injected clock', async () => {
    const clock = createTestClock();
    clock.advance(hourMs);
    await unitOfWork(clock).transact(({ enqueue: add }) => add(aJob(aPlace())));
    await expect(queue().claim(1)).resolves.toBeUndefined();
    await expect(queue(clock).claim(hourMs)).resolves.toMatchObject({ attempts: 1 });
    clock.advance(hourMs - 1_000);
    await expect(queue(clock).claim(hourMs)).resolves.toBeUndefined();
    clock.advance(1_000);
    await expect(queue(clock).claim(hourMs)).resolves.toMatchObject({ attempts: 2 });
  });

  it('waits for its next step until the time that its handler asks for', async () => {
    const [first, second, other] = [aPlace(), aPlace(), aPlace()];
    const clock = createTestClock();
    const seen: string[] = [];
    await enqueue(aJob(first, second));
    const visitHourly: JobHandler<Visit> = async (job) => {
      const left = await stepByStep(seen)(job);
      return left && { left, runAt: new Date(clock().getTime() + hourMs) };
    };
    startRunner(visitHourly, { queue: queue(clock) });
    await until(() => seen.length === 1);
    await enqueue(aJob(other));
    await until(() => seen.length === 2);
    expect(seen).toEqual([first, other]);
    clock.advance(hourMs);
    await emptied();
    expect(seen).toEqual([first, other, second]);
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

describe('a runner of several steps at once', () => {
  it('runs each step of each job once', async () => {
    const jobs = Array.from({ length: 20 }, () => [aPlace(), aPlace(), aPlace()]);
    for (const places of jobs) await enqueue(aJob(...places));
    const seen: string[] = [];
    for (let node = 0; node < 2; node += 1) startRunner(stepByStep(seen), { concurrency: 4 });
    await emptied();
    expect([...seen].sort()).toEqual(jobs.flat().sort());
  });

  it('goes on with other jobs during a slow step', async () => {
    const [slow, quick] = [aPlace(), [aPlace(), aPlace(), aPlace()]];
    const seen: string[] = [];
    let end: () => void = () => undefined;
    const ended = new Promise<void>((resolve) => (end = resolve));
    await enqueue(aJob(slow));
    await enqueue(aJob(...quick));
    startRunner(
      async (job) => {
        if (job.places.includes(slow)) await ended;
        return stepByStep(seen)(job);
      },
      { concurrency: 2 },
    );
    await until(() => seen.length === quick.length);
    expect(seen).toEqual(quick);
    end();
    await emptied();
    expect(seen).toEqual([...quick, slow]);
  });

  it('never has more steps under way than its concurrency', async () => {
    let underWay = 0;
    let most = 0;
    let open: () => void = () => undefined;
    const opened = new Promise<void>((resolve) => (open = resolve));
    for (let job = 0; job < 12; job += 1) await enqueue(aJob(aPlace()));
    startRunner(
      async () => {
        underWay += 1;
        most = Math.max(most, underWay);
        if (underWay === 3) open();
        await opened;
        await new Promise((resolve) => setTimeout(resolve, 20));
        underWay -= 1;
        return undefined;
      },
      { concurrency: 3 },
    );
    await emptied();
    expect(most).toBe(3);
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
    await insertJob(database.db, { kind: 'of-tomorrow' }, systemClock());
    startRunner(stepByStep([]), { retryAfterMs: () => 60_000, onStep: (outcome) => outcomes.push(outcome) });
    await until(() => outcomes.length > 0);
    expect(outcomes).toEqual(['failed']);
    await expect(isEmpty()).resolves.toBe(false);
  });
});

const failing = async () => {
  throw new Error('never');
};

describe('an endless job', () => {
  const endless = ['visit'] as const;

  it('is tried beyond the limit of attempts, and alarms an operator now and then', async () => {
    const levels: unknown[] = [];
    const log = createLogger({
      service: 'test',
      level: 'warn',
      destination: { write: (line) => void levels.push(JSON.parse(line).level) },
    });
    let failures = 0;
    await enqueue(aJob(aPlace()));
    startRunner(
      async () => {
        failures += 1;
        return failures > 20 ? undefined : failing();
      },
      { endless, maxAttempts: 3, log },
    );
    await emptied();
    const alarms = levels.flatMap((level, index) => (level === 'error' ? [index + 1] : []));
    expect([levels.length, alarms]).toEqual([20, [10, 20]]);
  });

  it('that took its node down too often runs again', async () => {
    const place = aPlace();
    await enqueue(aJob(place));
    for (let crash = 0; crash < 4; crash += 1) await queue().claim(-1);
    const seen: string[] = [];
    startRunner(stepByStep(seen), { endless, maxAttempts: 3 });
    await emptied();
    expect(seen).toEqual([place]);
  });

  it('of a newer version is not given up either', async () => {
    const outcomes: StepOutcome[] = [];
    await insertJob(database.db, { kind: 'visit', country: 'kr' }, systemClock());
    startRunner(stepByStep([]), { endless, maxAttempts: 1, onStep: (outcome) => outcomes.push(outcome) });
    await until(() => outcomes.length >= 3);
    expect(new Set(outcomes)).toEqual(new Set(['failed']));
  });
});

it.each([
  ['an endless', 60, ['visit'] as const],
  ['any other', 15, []],
])('the pauses of %s job grow to %d minutes', async (_name, minutes, endless) => {
  const now = new Date('2026-01-01T00:00:00.000Z');
  await insertJob(database.db, aJob(aPlace()), now);
  await database.db.$executeRaw`UPDATE jobs SET attempts = 40`;
  const outcomes: StepOutcome[] = [];
  startRunner(failing, {
    queue: queue(() => now),
    endless,
    retryAfterMs: undefined,
    onStep: (outcome) => outcomes.push(outcome),
  });
  await until(() => outcomes.length === 1);
  const [row] = await rows();
  expect(row?.run_at.getTime()).toBe(now.getTime() + minutes * 60_000);
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
