import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isBroken, nextSilence } from './watchdog';

const report = (isSilent: boolean, rawDb: number) => ({ db: -100, rawDb, isSilent, isVoice: false, ms: 32 });
const after = (reports: ReturnType<typeof report>[]) => reports.reduce(nextSilence, 0);
const times = (count: number, isSilent: boolean, rawDb: number) =>
  Array.from({ length: count }, () => report(isSilent, rawDb));

describe('the watchdog of noise suppression', () => {
  it('finds a worklet that returns zeros although there is a signal', () => {
    expect(isBroken(after(times(20, true, -40)))).toBe(false);
    expect(isBroken(after(times(40, true, -40)))).toBe(true);
  });

  it('accepts silence without a signal', () => {
    expect(isBroken(after(times(1000, true, -90)))).toBe(false);
  });

  it('never blames a worklet that has just returned anything', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.boolean(), fc.double({ min: -100, max: 0, noNaN: true }))),
        (reports) => {
          const all = [...reports.map(([isSilent, rawDb]) => report(isSilent, rawDb)), report(false, -90)];
          expect(after(all)).toBe(0);
        },
      ),
    );
  });
});
