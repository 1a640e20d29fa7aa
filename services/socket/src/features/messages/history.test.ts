import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { windowRange } from './history.js';

describe('windowRange', () => {
  it.each([
    [{ at: 'latest', limit: 50 }, 120, { from: 71, to: 120 }],
    [{ at: 'latest', limit: 50 }, 10, { from: 1, to: 10 }],
    [{ at: 'before', seq: 71, limit: 50 }, 120, { from: 21, to: 70 }],
    [{ at: 'after', seq: 0, limit: 50 }, 120, { from: 1, to: 50 }],
    [{ at: 'after', seq: 100, limit: 50 }, 120, { from: 101, to: 120 }],
    [{ at: 'around', seq: 3, limit: 10 }, 120, { from: 1, to: 10 }],
  ] as const)('%p of %i is %p', (window, lastSeq, range) =>
    expect(windowRange(window, lastSeq)).toEqual(range),
  );

  it('never leaves the channel and never asks for more than the limit (property)', () => {
    const window = fc.record({
      at: fc.constantFrom('latest', 'before', 'after', 'around'),
      seq: fc.integer({ min: 1, max: 5_000 }),
      limit: fc.integer({ min: 1, max: 100 }),
    });
    fc.assert(
      fc.property(window, fc.integer({ min: 0, max: 5_000 }), (given, lastSeq) => {
        const { from, to } = windowRange(given as Parameters<typeof windowRange>[0], lastSeq);
        expect(from).toBeGreaterThanOrEqual(1);
        expect(to).toBeLessThanOrEqual(lastSeq);
        expect(to - from + 1).toBeLessThanOrEqual(given.limit);
      }),
    );
  });
});
