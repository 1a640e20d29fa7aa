import { describe, expect, test } from '@jest/globals';
import { blameLoss, noLoss, watchLoss, type LossWatch } from './pair-loss.js';

const watched = (samples: readonly number[], from: LossWatch = noLoss) =>
  samples.reduce((watch, incoming) => watchLoss(watch, { incoming, outgoing: 0 }), from);

const pair = (userId: string, incoming: boolean, outgoing: boolean) => ({ userId, incoming, outgoing });

describe('sustained loss', () => {
  test('a spike of three samples raises no alarm', () => {
    expect(watched([40, 40, 40, 0, 40, 40, 40]).incoming.isLossy).toBe(false);
  });

  test('four bad samples raise it in their own direction only', () => {
    const watch = watched([9, 9, 9, 9]);
    expect(watch.incoming.isLossy).toBe(true);
    expect(watch.outgoing.isLossy).toBe(false);
  });

  test('it ends after four good samples, not after one', () => {
    const lossy = watched([9, 9, 9, 9]);
    expect(watched([0, 0, 0, 4], lossy).incoming.isLossy).toBe(true);
    expect(watched([0, 0, 0, 0], lossy).incoming.isLossy).toBe(false);
  });
});

describe('the blame for loss', () => {
  test('without loss nothing is named', () => {
    expect(blameLoss([])).toEqual({ isMine: false, theirs: [] });
    expect(blameLoss([pair('a', false, false)])).toEqual({ isMine: false, theirs: [] });
  });

  test('between two people the sender of the lost packets is named', () => {
    expect(blameLoss([pair('a', true, false)])).toEqual({ isMine: false, theirs: ['a'] });
    expect(blameLoss([pair('a', false, true)])).toEqual({ isMine: true, theirs: [] });
  });

  test('loss with most of the others is mine', () => {
    const pairs = [pair('a', true, true), pair('b', true, true), pair('c', false, false)];
    expect(blameLoss(pairs)).toEqual({ isMine: true, theirs: [] });
  });

  test('loss with one of three is theirs, in either direction', () => {
    const pairs = [pair('a', true, true), pair('b', false, false), pair('c', false, false)];
    expect(blameLoss(pairs)).toEqual({ isMine: false, theirs: ['a'] });
  });
});
