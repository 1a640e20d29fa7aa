import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { mutedSpeechLimits, nextMutedSpeech, noMutedSpeech, type MutedSpeech } from './muted-speech';

const ms = 32;
const run = (voices: readonly boolean[]): MutedSpeech[] =>
  voices.reduce<MutedSpeech[]>(
    (states, isVoice) => [...states, nextMutedSpeech(states.at(-1) ?? noMutedSpeech, { isVoice, ms })],
    [],
  );
const speak = (forMs: number) => Array.from({ length: Math.ceil(forMs / ms) }, () => true);

describe('speaking while muted', () => {
  it('is told after a moment of speech, not after a cough', () => {
    expect(run(speak(200)).some(({ shownMs }) => shownMs > 0)).toBe(false);
    expect(run(speak(700)).some(({ shownMs }) => shownMs > 0)).toBe(true);
  });

  it('is told for some seconds, then not again for a minute', () => {
    const shown = run(speak(50_000)).map(({ shownMs }) => shownMs > 0);
    const shownMs = shown.filter(Boolean).length * ms;
    expect(shownMs).toBeGreaterThan(mutedSpeechLimits.showMs - 2 * ms);
    expect(shownMs).toBeLessThan(mutedSpeechLimits.showMs + 2 * ms);
  });

  it('is told at most three times per mute', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 300 }), (voices) => {
        const long = Array.from({ length: 40 }, () => voices).flat();
        expect(run(long).at(-1)?.hints ?? 0).toBeLessThanOrEqual(mutedSpeechLimits.mostHints);
      }),
      { numRuns: 20 },
    );
  });
});
