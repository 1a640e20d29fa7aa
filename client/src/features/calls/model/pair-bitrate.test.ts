import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { adapt, encodingOf, unadapted, worstLevel, type BitrateInput, type Network } from './pair-bitrate.js';
import { slots } from './slots.js';

const base: BitrateInput = {
  slot: 'camera',
  quality: 'auto',
  preset: 'auto',
  peers: 1,
  isShared: false,
  level: 0,
  height: 720,
};
const bitrate = (change: Partial<BitrateInput>) => encodingOf({ ...base, ...change }).maxBitrate;

const input = fc.record({
  slot: fc.constantFrom(...slots),
  quality: fc.constantFrom('low' as const, 'auto' as const, 'high' as const),
  preset: fc.constantFrom('text' as const, 'motion' as const, 'auto' as const),
  peers: fc.integer({ min: 0, max: 98 }),
  isShared: fc.boolean(),
  level: fc.integer({ min: 0, max: worstLevel }),
  height: fc.option(fc.integer({ min: 1, max: 4_320 }), { nil: undefined }),
});

const fine: Network = {
  lossPercent: 0,
  available: 5_000_000,
  allowed: 1_000_000,
  isBandwidthLimited: false,
  isCpuLimited: false,
};
const after = (count: number, network: Partial<Network>, from = unadapted) =>
  Array.from({ length: count }).reduce<typeof unadapted>(
    (adaptation) => adapt(adaptation, { ...fine, ...network }),
    from,
  );

describe('the limits of a stream', () => {
  test('every input stays between floor and ceiling, and no picture is scaled up', () => {
    fc.assert(
      fc.property(input, (each) => {
        const { maxBitrate, maxFramerate = 1, scaleResolutionDownBy = 1 } = encodingOf(each);
        expect(maxBitrate).toBeGreaterThanOrEqual(32_000);
        expect(maxBitrate).toBeLessThanOrEqual(4_000_000);
        expect(maxFramerate).toBeGreaterThanOrEqual(1);
        expect(maxFramerate).toBeLessThanOrEqual(60);
        expect(scaleResolutionDownBy).toBeGreaterThanOrEqual(1);
      }),
    );
  });

  test('more people, or a worse network, never raise the limit', () => {
    fc.assert(
      fc.property(input, (each) => {
        const limit = encodingOf(each).maxBitrate;
        expect(encodingOf({ ...each, peers: each.peers + 1 }).maxBitrate).toBeLessThanOrEqual(limit);
        expect(
          encodingOf({ ...each, level: Math.min(worstLevel, each.level + 1) }).maxBitrate,
        ).toBeLessThanOrEqual(limit);
      }),
    );
  });

  test('high never gets less than auto, and auto never less than low', () => {
    fc.assert(
      fc.property(input, (each) => {
        const [low, auto, high] = (['low', 'auto', 'high'] as const).map(
          (quality) => encodingOf({ ...each, quality }).maxBitrate,
        );
        expect(auto).toBeGreaterThanOrEqual(low ?? 0);
        expect(high).toBeGreaterThanOrEqual(auto ?? 0);
      }),
    );
  });

  test('five other people get 800 kb/s of camera each', () => {
    expect(bitrate({ peers: 5 })).toBe(800_000);
  });

  test('a low picture has 90 lines, 8 frames and 60 kb/s', () => {
    expect(encodingOf({ ...base, quality: 'low', height: 180 })).toEqual({
      maxBitrate: 60_000,
      priority: 'low',
      maxFramerate: 8,
      scaleResolutionDownBy: 2,
    });
  });

  test('a text share keeps its lines and loses frames', () => {
    const share = { ...base, slot: 'screen' as const, preset: 'text' as const, height: 1_440 };
    expect(encodingOf(share)).toMatchObject({ scaleResolutionDownBy: 1, maxFramerate: 15 });
    expect(encodingOf({ ...share, peers: 8, level: worstLevel })).toMatchObject({
      scaleResolutionDownBy: 1,
      maxFramerate: 5,
    });
  });

  test('a motion share gets 60 frames while there is room', () => {
    const share = { ...base, slot: 'screen' as const, preset: 'motion' as const };
    expect(encodingOf(share).maxFramerate).toBe(60);
    expect(encodingOf({ ...share, peers: 4 }).maxFramerate).toBe(30);
  });

  test('a camera beside a share leaves most to the share', () => {
    expect(bitrate({ peers: 4, isShared: true })).toBe(300_000);
    expect(bitrate({ slot: 'screen', peers: 4, isShared: true })).toBe(700_000);
  });

  test('speech keeps 32 kb/s at the worst level', () => {
    expect(bitrate({ slot: 'audio' })).toBe(64_000);
    expect(bitrate({ slot: 'audio', level: worstLevel, peers: 11 })).toBe(32_000);
  });
});

describe('the adaptation to the network', () => {
  test('a single bad sample changes nothing; two take a step down', () => {
    expect(after(1, { lossPercent: 30 }).level).toBe(0);
    expect(after(2, { lossPercent: 30 }).level).toBe(1);
  });

  test('moderate loss holds the level', () => {
    const down = after(4, { lossPercent: 20 });
    expect(after(50, { lossPercent: 5 }, down).level).toBe(down.level);
  });

  test('good samples climb back slowly, down to no limit', () => {
    const down = after(100, { lossPercent: 20 });
    expect(down.level).toBe(worstLevel);
    expect(after(4, {}, down).level).toBe(worstLevel);
    expect(after(5, {}, down).level).toBe(worstLevel - 1);
    expect(after(100, {}, down).level).toBe(0);
  });

  test('a narrow way counts only while the encoder is held back by it', () => {
    expect(after(10, { available: 100_000 }).level).toBe(0);
    expect(after(10, { available: 100_000, isBandwidthLimited: true }).level).toBe(worstLevel);
  });

  test('a computer that can’t keep up gets less to do', () => {
    expect(after(2, { isCpuLimited: true }).level).toBe(1);
  });
});
