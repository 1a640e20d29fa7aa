import { describe, expect, it } from '@jest/globals';
import { Coalesced } from './coalesced.js';

/** Work whose runs the test ends. */
const aWork = () => {
  const ends: (() => void)[] = [];
  const work = () => new Promise<void>((resolve) => void ends.push(resolve));
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  const end = async () => {
    ends.at(-1)?.();
    await turn();
  };
  return { ends, work, end };
};

describe('coalesced work', () => {
  it('runs once more, and only once, for all calls during a run', async () => {
    const coalesced = new Coalesced();
    const { ends, work, end } = aWork();
    const calls = [1, 2, 3].map(() => coalesced.run('a', work));
    expect(ends).toHaveLength(1);
    await end();
    expect(ends).toHaveLength(2);
    await end();
    await Promise.all(calls);
    expect(ends).toHaveLength(2);
  });

  it('runs again for a call during the second run, and after all have ended', async () => {
    const coalesced = new Coalesced();
    const { ends, work, end } = aWork();
    void coalesced.run('a', work);
    void coalesced.run('a', work);
    await end();
    const last = coalesced.run('a', work);
    await end();
    expect(ends).toHaveLength(3);
    await end();
    await last;
    void coalesced.run('a', work);
    expect(ends).toHaveLength(4);
  });

  it('runs together for different keys', () => {
    const coalesced = new Coalesced();
    const { ends, work } = aWork();
    void coalesced.run('a', work);
    void coalesced.run('b', work);
    expect(ends).toHaveLength(2);
  });
});
