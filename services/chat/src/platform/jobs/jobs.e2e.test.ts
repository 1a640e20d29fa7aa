import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ChannelId } from '@maru/contracts/primitives';
import { newId } from '@maru/service-kit/ids';
import { createLogger } from '@maru/service-kit/logger';
import { createTestDatabase } from '@maru/service-kit/testing/database';
import { until } from '../../testing/steps.js';
import { Database } from '../database.js';
import type { JobHandlers, JobOf } from './job.js';
import { createJobQueue } from './job-queue.js';
import { createJobRunner, type JobRunner, type StepOutcome } from './job-runner.js';

type PurgeChannels = JobOf<'purge-channels'>;

let schema: Awaited<ReturnType<typeof createTestDatabase>>;
let database: Database;
const runners: JobRunner[] = [];

beforeAll(async () => {
  schema = await createTestDatabase(fileURLToPath(new URL('../../../prisma/migrations', import.meta.url)));
  database = new Database({ url: schema.url, mediaUrl: '/media' });
});
afterAll(async () => {
  await database.close();
  await schema.drop();
});
beforeEach(() => database.prisma.jobRow.deleteMany());
afterEach(() => Promise.all(runners.splice(0).map((runner) => runner.stop())));

// New ULIDs are ids of their kind.
const aChannel = () => newId() as ChannelId;
const aJob = (...channelIds: ChannelId[]): PurgeChannels => ({ kind: 'purge-channels', channelIds });

const enqueue = (job: PurgeChannels, options?: { runAt?: Date }) =>
  database.transact((transaction) => transaction.enqueue(job, options));

const queue = () => createJobQueue(database.prisma);

type Options = Partial<Parameters<typeof createJobRunner>[0]>;

const startRunner = (handle: JobHandlers['purge-channels'], options: Options = {}) => {
  const idle = async () => undefined;
  const handlers = {
    'purge-channels': handle,
    'purge-author': idle,
    'remove-pictures': idle,
    'learn-name': idle,
    'announce-join': idle,
    'send-email-invite': idle,
  };
  const log = createLogger({ service: 'test', level: 'silent' });
  const runner = createJobRunner({
    queue: queue(),
    handlers,
    log,
    pollMs: 5,
    retryAfterMs: () => 0,
    ...options,
  });
  runners.push(runner);
  runner.start();
  return runner;
};

/** A handler that does one channel a step and remembers which. */
const stepByStep =
  (seen: ChannelId[]): JobHandlers['purge-channels'] =>
  async ({ channelIds: [first, ...left], kind }) => {
    if (first) seen.push(first);
    return left.length > 0 ? { kind, channelIds: left } : undefined;
  };

const isEmpty = async () => (await database.prisma.jobRow.count()) === 0;

const emptied = async () => {
  const end = Date.now() + 5_000;
  while (!(await isEmpty())) if (Date.now() > end) throw new Error('jobs are left');
};

describe('a job', () => {
  it('is there only when its transaction commits', async () => {
    const failing = database.transact(async ({ enqueue: add }) => {
      await add(aJob(aChannel()));
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    await expect(isEmpty()).resolves.toBe(true);
  });

  it('is done step by step, and then gone', async () => {
    const channels = [aChannel(), aChannel(), aChannel()];
    const seen: ChannelId[] = [];
    await enqueue(aJob(...channels));
    startRunner(stepByStep(seen));
    await emptied();
    expect(seen).toEqual(channels);
  });

  it('lets others have their turn between its steps', async () => {
    const [long, short] = [[aChannel(), aChannel(), aChannel()], aChannel()];
    const seen: ChannelId[] = [];
    await enqueue(aJob(...long));
    await enqueue(aJob(short));
    startRunner(stepByStep(seen));
    await emptied();
    expect(seen.indexOf(short)).toBe(1);
  });

  it('waits until it is due', async () => {
    const [later, now] = [aChannel(), aChannel()];
    const seen: ChannelId[] = [];
    await enqueue(aJob(later), { runAt: new Date(Date.now() + 3_600_000) });
    await enqueue(aJob(now));
    startRunner(stepByStep(seen));
    await until(() => seen.length > 0);
    expect(seen).toEqual([now]);
    // The other one's row may still be on its way out.
    expect(JSON.stringify(await database.prisma.jobRow.findMany())).toContain(later);
  });

  it('goes on from its last step when the node that ran it died', async () => {
    const [first, second, third] = [aChannel(), aChannel(), aChannel()];
    await enqueue(aJob(first, second, third));
    const dying = queue();
    const step = await dying.claim(60_000);
    if (step) await dying.giveBack(step, { left: aJob(second, third) });
    // Claimed, never given back.
    await dying.claim(1);

    const seen: ChannelId[] = [];
    startRunner(stepByStep(seen));
    await emptied();
    expect(seen).toEqual([second, third]);
  });

  it('is not changed by a node that comes back after its lease', async () => {
    await enqueue(aJob(aChannel()));
    const slow = await queue().claim(-1);
    const fast = await queue().claim(60_000);
    expect(fast?.id).toBe(slow?.id);
    if (slow) await queue().remove(slow);
    await expect(isEmpty()).resolves.toBe(false);
    if (fast) await queue().remove(fast);
    await expect(isEmpty()).resolves.toBe(true);
  });

  it('is run by one of several nodes', async () => {
    const jobs = Array.from({ length: 40 }, aChannel);
    for (const channelId of jobs) await enqueue(aJob(channelId));
    const seen: ChannelId[] = [];
    for (let node = 0; node < 4; node += 1) startRunner(stepByStep(seen));
    await emptied();
    expect([...seen].sort()).toEqual([...jobs].sort());
  });
});

describe('a job that fails', () => {
  it('does not hold up others, and is done when it can be', async () => {
    const [bad, good] = [aChannel(), aChannel()];
    const seen: ChannelId[] = [];
    let isBroken = true;
    await enqueue(aJob(bad));
    await enqueue(aJob(good));
    startRunner(async (job) => {
      if (job.channelIds.includes(bad) && isBroken) throw new Error('broken');
      return stepByStep(seen)(job);
    });
    await until(() => seen.includes(good));
    expect(seen).toEqual([good]);
    isBroken = false;
    await emptied();
    expect(seen).toEqual([good, bad]);
  });

  it('is tried again after longer and longer pauses', async () => {
    const attempts: number[] = [];
    await enqueue(aJob(aChannel()));
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

  it('starts counting anew after a step that went well', async () => {
    const attempts: number[] = [];
    let call = 0;
    await enqueue(aJob(aChannel(), aChannel()));
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

  it('too often is given up and kept', async () => {
    const outcomes: StepOutcome[] = [];
    await enqueue(aJob(aChannel()));
    startRunner(
      async () => {
        throw new Error('never');
      },
      { maxAttempts: 3, onStep: (outcome) => outcomes.push(outcome) },
    );
    await until(() => outcomes.includes('dead'));
    expect(outcomes).toEqual(['failed', 'failed', 'dead']);
    const [row] = await database.prisma.jobRow.findMany();
    expect(row?.deadAt).toBeInstanceOf(Date);
    await expect(queue().claim(1)).resolves.toBeUndefined();
  });

  it('by taking its node down is given up, too', async () => {
    await enqueue(aJob(aChannel()));
    for (let crash = 0; crash < 3; crash += 1) await queue().claim(-1);
    const seen: ChannelId[] = [];
    const outcomes: StepOutcome[] = [];
    startRunner(stepByStep(seen), { maxAttempts: 3, onStep: (outcome) => outcomes.push(outcome) });
    await until(() => outcomes.length > 0);
    expect([seen, outcomes]).toEqual([[], ['dead']]);
  });

  it('because nobody knows its kind waits for a node that does', async () => {
    const outcomes: StepOutcome[] = [];
    await database.prisma.jobRow.create({
      data: { id: newId(), job: { kind: 'of-tomorrow' }, runAt: new Date() },
    });
    startRunner(stepByStep([]), { retryAfterMs: () => 60_000, onStep: (outcome) => outcomes.push(outcome) });
    await until(() => outcomes.length > 0);
    expect(outcomes).toEqual(['failed']);
    await expect(isEmpty()).resolves.toBe(false);
  });
});

it('stopping waits for the step that is under way', async () => {
  let isBegun = false;
  let end: () => void = () => undefined;
  await enqueue(aJob(aChannel()));
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
