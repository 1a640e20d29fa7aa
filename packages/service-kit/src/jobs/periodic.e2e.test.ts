import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { createLogger } from '../logger.js';
import { createLocks } from '../mysql/locks.js';
import { createWorkDatabase, type WorkDatabase } from '../testing/work-database.js';
import { until } from '../testing/until.js';
import { createPeriodicRunner, every, type PeriodicRunner } from './periodic.js';

let database: WorkDatabase;
let lines: string[];
const nodes: PeriodicRunner[] = [];

beforeAll(async () => {
  database = await createWorkDatabase();
});
afterAll(() => database.drop());
beforeEach(() => {
  lines = [];
});
afterEach(async () => {
  await Promise.all(nodes.splice(0).map((node) => node.stop()));
  await database.db.$executeRaw`DELETE FROM timers`;
});

const startNode = (everyMs: number, run: () => Promise<unknown>, onRun?: () => void) => {
  const log = createLogger({
    service: 'test',
    level: 'debug',
    destination: { write: (line) => void lines.push(line) },
  });
  const node = createPeriodicRunner({
    work: [every(everyMs, 'tidy', run)],
    db: database.db,
    locks: createLocks(database.url),
    log,
    onRun,
  });
  nodes.push(node);
  node.start();
  return node;
};

const hourMs = 3_600_000;

it('a tick runs once, on one of several nodes', async () => {
  let runs = 0;
  const started = [1, 2, 3].map(() => startNode(hourMs, async () => (runs += 1)));
  // Stopping waits for each node's first look.
  await Promise.all(started.map((node) => node.stop()));
  expect(runs).toBe(1);
});

it('a node that starts again does not repeat a run that is not due', async () => {
  let runs = 0;
  await startNode(hourMs, async () => (runs += 1)).stop();
  await startNode(hourMs, async () => (runs += 1)).stop();
  expect(runs).toBe(1);
});

it('runs keep their interval across nodes', async () => {
  const starts: number[] = [];
  const run = async () => starts.push(performance.now());
  startNode(100, run);
  startNode(100, run);
  await until(() => starts.length >= 4);
  const total = (starts[3] ?? 0) - (starts[0] ?? 0);
  // The database claims a run at least 100 ms after the one before; only its start may lag.
  expect(total).toBeGreaterThan(200);
});

it('a run never overlaps another one of the same work, also when it takes longer than the interval', async () => {
  let running = 0;
  let most = 0;
  let runs = 0;
  const slow = async () => {
    running += 1;
    most = Math.max(most, running);
    await new Promise((resolve) => setTimeout(resolve, 40));
    running -= 1;
    runs += 1;
  };
  startNode(10, slow);
  startNode(10, slow);
  await until(() => runs >= 4);
  expect(most).toBe(1);
});

it('a failed run is logged with its name, and the next one comes all the same', async () => {
  let runs = 0;
  startNode(10, async () => {
    runs += 1;
    if (runs === 1) throw new Error('broken');
  });
  await until(() => runs >= 2);
  const failure = lines.find((line) => line.includes('periodic job failed'));
  expect(JSON.parse(failure ?? '{}')).toMatchObject({ job: 'tidy', err: { message: 'broken' } });
});

it('stopping waits for the run that is under way', async () => {
  let end: () => void = () => undefined;
  let isDone = false;
  let isBegun = false;
  const node = startNode(hourMs, async () => {
    isBegun = true;
    await new Promise<void>((resolve) => (end = resolve));
    isDone = true;
  });
  await until(() => isBegun);
  const stopped = node.stop();
  end();
  await stopped;
  expect(isDone).toBe(true);
});
