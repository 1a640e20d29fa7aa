import { beforeEach, expect, it } from '@jest/globals';
import type { PairClock } from '../model/pair-options';
import { createSteadyClock, type ClockOrder } from './steady-clock';

class FakeWorker extends EventTarget {
  orders: ClockOrder[] = [];
  postMessage = (order: ClockOrder) => void this.orders.push(order);
  ring = (id = 0) => this.dispatchEvent(new MessageEvent('message', { data: id }));
  breakDown = () => this.dispatchEvent(new Event('error'));
}

let worker: FakeWorker;
let clock: PairClock;
let runs: string[];
beforeEach(() => {
  worker = new FakeWorker();
  clock = createSteadyClock(worker as unknown as Worker);
  runs = [];
});
const set = (name: string, ms: number) => clock.setTimeout(() => runs.push(name), ms);

it('runs a timer once, when the worker says so', () => {
  set('renewal', 5_000);
  const [order] = worker.orders;
  expect(order?.ms).toBe(5_000);
  expect(runs).toEqual([]);
  worker.ring(order?.id);
  worker.ring(order?.id);
  expect(runs).toEqual(['renewal']);
});

it('doesn’t run a timer that was cleared while the worker rang', () => {
  clock.clearTimeout(set('renewal', 5_000));
  const [order, clearing] = worker.orders;
  expect(clearing).toEqual({ id: order?.id });
  worker.ring(order?.id);
  expect(runs).toEqual([]);
});

it('goes on with the timers of the page when the worker doesn’t start', async () => {
  set('waiting', 60_000);
  const cleared = set('cleared', 60_000);
  clock.clearTimeout(cleared);
  worker.breakDown();
  set('later', 1);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(runs).toEqual(['waiting', 'later']);
});
