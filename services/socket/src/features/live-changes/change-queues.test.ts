import { describe, expect, it } from '@jest/globals';
import { ChangeQueues } from './change-queues.js';

/** Work that ends when `finish` is called. */
const held = () => {
  let finish = () => {};
  const done = new Promise<void>((resolve) => (finish = resolve));
  return { work: () => done, finish };
};

describe('queues of changes', () => {
  it('run one key in order, while another key does not wait for it', async () => {
    const queues = new ChangeQueues(10);
    const order: string[] = [];
    const slow = held();
    const first = queues.add('a', () => slow.work().then(() => void order.push('a1')));
    const second = queues.add('a', async () => void order.push('a2'));
    await queues.add('b', async () => void order.push('b1'));
    expect(order).toEqual(['b1']);
    slow.finish();
    await Promise.all([first, second]);
    expect(order).toEqual(['b1', 'a1', 'a2']);
  });

  it('take no more than their bound and forget a key that has nothing left to do', async () => {
    const queues = new ChangeQueues(2);
    const slow = held();
    const taken = [queues.add('a', slow.work), queues.add('a', slow.work)];
    expect(queues.add('a', slow.work)).toBeUndefined();
    const other = queues.add('b', slow.work);
    expect(other).toBeDefined();
    slow.finish();
    await Promise.all([...taken, other]);
    expect(queues.size).toBe(0);
  });
});
