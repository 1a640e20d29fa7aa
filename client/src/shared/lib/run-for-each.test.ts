import { describe, expect, it } from '@jest/globals';
import { ApiError } from '@/shared/api/api-error';
import { runForEach, type Run } from './run-for-each';

const run = async (act: (id: string) => Promise<unknown>, isStopped = () => false) => {
  const steps: Run[] = [];
  const waits: number[] = [];
  const result = await runForEach({
    ids: ['a', 'b', 'c'],
    act,
    isStopped,
    onProgress: (step) => void steps.push(step),
    wait: async (ms) => void waits.push(ms),
  });
  return { result, steps, waits };
};

describe('a run over several items', () => {
  it('handles items one by one and reports its progress', async () => {
    const order: string[] = [];
    const { steps } = await run(async (id) => void order.push(id));
    expect(order).toEqual(['a', 'b', 'c']);
    expect(steps.map(({ done }) => done)).toEqual([0, 1, 2, 3, 3]);
    expect(steps.at(-1)?.isRunning).toBe(false);
  });

  it('records failures with their errors and continues', async () => {
    const refused = new ApiError('FORBIDDEN');
    const { result } = await run((id) => (id === 'b' ? Promise.reject(refused) : Promise.resolve()));
    expect(result).toMatchObject({ done: 3, failures: [{ id: 'b', error: refused }] });
  });

  it('waits for the requested time and retries the same item', async () => {
    const tried: string[] = [];
    const { result, waits } = await run(async (id) => {
      tried.push(id);
      if (tried.length === 2) throw new ApiError('RATE_LIMITED', { retryAfterMs: 700 });
    });
    expect(tried).toEqual(['a', 'b', 'b', 'c']);
    expect(waits).toEqual([700]);
    expect(result.failures).toEqual([]);
  });

  it('stops at the current item when it is stopped', async () => {
    const done: string[] = [];
    const { result } = await run(
      async (id) => void done.push(id),
      () => done.length === 1,
    );
    expect(done).toEqual(['a']);
    expect(result).toMatchObject({ done: 1, total: 3, isRunning: false });
  });

  it('does not retry the item that was waiting when the run was stopped', async () => {
    const tried: string[] = [];
    let hasWaited = false;
    await runForEach({
      ids: ['a', 'b'],
      act: async (id) => {
        tried.push(id);
        throw new ApiError('RATE_LIMITED', { retryAfterMs: 700 });
      },
      isStopped: () => hasWaited,
      onProgress: () => undefined,
      wait: async () => {
        hasWaited = true;
      },
    });
    expect(tried).toEqual(['a']);
  });
});
