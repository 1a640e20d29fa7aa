import { describe, expect, test } from '@jest/globals';
import { aSnapshot } from '../../../testing/calls/fake-call.js';
import { isSending } from './own-voice.js';

const { marks, allowed, local } = aSnapshot();

describe('the own voice', () => {
  test('goes out in an open call', () => {
    expect(isSending(aSnapshot())).toBe(true);
  });

  test.each([
    ['muted', { marks: { ...marks, isMuted: true } }],
    ['deafened', { marks: { ...marks, isDeafened: true } }],
    ['without the permission to speak', { allowed: { ...allowed, speak: false } }],
    ['while the key of push-to-talk is up', { local: { ...local, isAudible: false } }],
  ])('stays here %s', (_, change) => {
    expect(isSending(aSnapshot(change))).toBe(false);
  });
});
