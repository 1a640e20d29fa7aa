import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { closedGate, gateTiming, nextGate, thresholdOf, type GateState } from './gate';

const ms = 10;
const threshold = -50;
const run = (
  levels: readonly number[],
  sensitivity: number | 'auto' = threshold,
  from: GateState = closedGate,
) =>
  levels.reduce<GateState[]>(
    (states, db) => [...states, nextGate(states.at(-1) ?? from, { db, ms }, sensitivity)],
    [],
  );
const times = (count: number, db: number) => Array.from({ length: count }, () => db);
const decibels = fc.double({ min: -100, max: 0, noNaN: true });

describe('the voice gate', () => {
  it('opens after 50 ms above the threshold', () => {
    expect(run(times(5, -30)).map(({ isOpen }) => isOpen)).toEqual([false, false, false, false, true]);
  });

  it('closes after 300 ms of quiet', () => {
    const states = run([...times(5, -30), ...times(30, -80)]);
    expect(states.slice(4, -1).every(({ isOpen }) => isOpen)).toBe(true);
    expect(states.at(-1)?.isOpen).toBe(false);
  });

  it('stays closed at any loudness below the threshold', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -100, max: threshold, noNaN: true })), (levels) => {
        expect(run(levels).some(({ isOpen }) => isOpen)).toBe(false);
      }),
    );
  });

  it('stays open for at least 300 ms, and never opens before 50 ms of voice', () => {
    fc.assert(
      fc.property(fc.array(decibels, { maxLength: 200 }), (levels) => {
        const states = run(levels);
        states.forEach(({ isOpen }, index) => {
          const before = states[index - 1]?.isOpen ?? false;
          const recent = (count: number) => levels.slice(Math.max(0, index + 1 - count), index + 1);
          if (isOpen && !before) expect(recent(5).every((db) => db > threshold)).toBe(true);
          if (!isOpen && before) expect(recent(30).every((db) => db < threshold)).toBe(true);
        });
      }),
    );
  });

  it('keeps an automatic threshold between sensible bounds', () => {
    fc.assert(
      fc.property(fc.array(decibels, { minLength: 1 }), (levels) => {
        const floor = run(levels, 'auto').at(-1)?.floor ?? 0;
        expect(thresholdOf('auto', floor)).toBeGreaterThanOrEqual(-55);
        expect(thresholdOf('auto', floor)).toBeLessThanOrEqual(-30);
      }),
    );
  });

  it('lets a voice through in a noisy room, and not the noise', () => {
    const noise = run(times(2000, -45), 'auto');
    expect(noise.at(-1)?.isOpen).toBe(false);
    expect(run(times(gateTiming.openAfterMs / ms, -20), 'auto', noise.at(-1)).at(-1)?.isOpen).toBe(true);
  });
});
