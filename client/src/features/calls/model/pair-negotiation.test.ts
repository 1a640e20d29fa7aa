import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { aTrack, calm, PairLab, type SideIndex } from '../../../testing/calls/pair-lab.js';
import { slots } from './slots.js';

const rejections: unknown[] = [];
const record = (reason: unknown) => rejections.push(reason);

beforeAll(() => {
  process.on('unhandledRejection', record);
});
afterAll(() => {
  process.off('unhandledRejection', record);
});

const side = fc.constantFrom<SideIndex>(0, 1);
const quality = fc.constantFrom('off' as const, 'low' as const, 'auto' as const, 'high' as const);
const fault = fc.oneof(
  fc.record({ kind: fc.constant('restart' as const), sides: fc.constantFrom<SideIndex[]>([0], [1], [0, 1]) }),
  fc.record({ kind: fc.constant('rebuild' as const), sides: fc.constantFrom<SideIndex[]>([0], [1], [0, 1]) }),
  fc.record({ kind: fc.constant('close' as const), sides: fc.constantFrom<SideIndex[]>([0], [1], [0, 1]) }),
  fc.record({ kind: fc.constant('reload' as const), sides: fc.constantFrom<SideIndex[]>([0], [1], [0, 1]) }),
  fc.record({ kind: fc.constant('cut' as const), isOn: fc.boolean() }),
  fc.record({ kind: fc.constant('signalling' as const), isOn: fc.boolean() }),
  fc.record({
    kind: fc.constant('wants' as const),
    side,
    audio: fc.boolean(),
    camera: quality,
    screen: quality,
  }),
  fc.record({
    kind: fc.constant('track' as const),
    side,
    slot: fc.constantFrom(...slots),
    isOn: fc.boolean(),
  }),
);
type Fault = typeof fault extends fc.Arbitrary<infer T> ? T : never;

/** The tracks and wishes that each side holds; a reloaded page sets them again. */
class Intentions {
  readonly wants = [0, 1].map(() => ({ audio: true, camera: 'auto', screen: 'off' }) as const) as Wants[];
  readonly tracks: Partial<Record<(typeof slots)[number], MediaStreamTrack | null>>[] = [{}, {}];

  apply(lab: PairLab, index: SideIndex) {
    lab.pair(index).setWants(this.wants[index] as Wants);
    for (const slot of slots) lab.pair(index).setTrack(slot, this.tracks[index]?.[slot] ?? null);
  }
}
type Wants = Parameters<ReturnType<PairLab['pair']>['setWants']>[0];

function happen(lab: PairLab, intentions: Intentions, event: Fault) {
  if (event.kind === 'cut') lab.ice.cut(event.isOn);
  else if (event.kind === 'signalling') lab.isSignallingDown = event.isOn;
  else if (event.kind === 'wants') {
    const { audio, camera, screen } = event;
    intentions.wants[event.side] = { audio, camera, screen };
    intentions.apply(lab, event.side);
  } else if (event.kind === 'track') {
    const tracks = intentions.tracks[event.side] ?? {};
    tracks[event.slot] = event.isOn ? aTrack(event.slot) : null;
    intentions.apply(lab, event.side);
  } else for (const index of event.sides) disturb(lab, { intentions, kind: event.kind, index });
}

function disturb(
  lab: PairLab,
  fault: { intentions: Intentions; kind: 'restart' | 'rebuild' | 'close' | 'reload'; index: SideIndex },
) {
  const { kind, index, intentions } = fault;
  if (kind === 'restart') lab.pair(index).restartIce();
  else if (kind === 'rebuild') lab.pair(index).rebuild();
  else if (kind === 'close') lab.connection(index)?.close();
  else {
    lab.reload(index);
    intentions.apply(lab, index);
  }
}

function check(lab: PairLab, intentions: Intentions) {
  for (const index of [0, 1] as const) {
    const other = index === 0 ? 1 : 0;
    const transceivers = lab.connection(index)?.getTransceivers() ?? [];
    expect(transceivers.map(({ mid, kind }) => `${String(mid)} ${kind}`)).toEqual([
      '0 audio',
      '1 video',
      '2 video',
      '3 audio',
    ]);
    expect(lab.connections[index].slice(0, -1).every((each) => each.isClosed)).toBe(true);
    const wants = intentions.wants[other] as Wants;
    const tracks = intentions.tracks[index] ?? {};
    const isOn = (slot: (typeof slots)[number]) => (tracks[slot] ?? null) !== null;
    expect(lab.pair(other).remoteState?.sends).toEqual({
      audio: isOn('audio'),
      camera: isOn('camera'),
      screen: isOn('screen'),
    });
    expect(lab.pair(index).remoteState?.wants).toEqual(wants);
    const isWanted = [wants.audio, wants.camera !== 'off', wants.screen !== 'off', wants.screen !== 'off'];
    const sent = transceivers.map(({ sender }) => sender.track);
    expect(sent).toEqual(slots.map((slot, place) => (isWanted[place] ? (tracks[slot] ?? null) : null)));
  }
}

const isSettled = (lab: PairLab, intentions: Intentions) => {
  if (!lab.isWhole()) return false;
  try {
    check(lab, intentions);
    return true;
  } catch {
    return false;
  }
};

describe('a pair', () => {
  test('connects within a second on a calm network, with few signals', async () => {
    const lab = new PairLab();
    const took = await lab.clock.until(() => lab.isWhole(), 1_000);
    await lab.clock.run(20_000);
    expect(took).toBeLessThan(500);
    expect(lab.sent.length).toBeLessThan(14);
    expect(lab.connections.map((each) => each.length)).toEqual([1, 1]);
  });

  test('under any faults and any loss, both sides end on one connection with four transceivers and know each other’s state', async () => {
    const events = fc.array(fc.record({ afterMs: fc.integer({ min: 0, max: 6_000 }), fault }), {
      maxLength: 12,
    });
    const weather = fc.record({
      loss: fc.double({ min: 0, max: 0.7, noNaN: true }),
      doubled: fc.double({ min: 0, max: 0.5, noNaN: true }),
      delayMs: fc.constantFrom(1, 30, 300, 2_500),
    });
    await fc.assert(
      fc.asyncProperty(fc.integer(), weather, events, async (seed, storm, plan) => {
        const lab = new PairLab(seed);
        const intentions = new Intentions();
        lab.weather = storm;
        for (const { afterMs, fault: event } of plan) {
          await lab.clock.run(afterMs);
          happen(lab, intentions, event);
        }
        lab.ice.cut(false);
        lab.isSignallingDown = false;
        lab.weather = { ...storm, loss: Math.min(storm.loss, 0.4) };
        const took = await lab.clock.until(() => isSettled(lab, intentions), 180_000);
        if (took === undefined) check(lab, intentions);
        expect(lab.isWhole()).toBe(true);
        lab.weather = calm;
        await lab.clock.run(30_000);
        const before = lab.sent.length;
        await lab.clock.run(30_000);
        check(lab, intentions);
        expect(lab.isWhole()).toBe(true);
        expect(lab.sent.length).toBe(before);
        lab.close();
        expect(rejections).toEqual([]);
      }),
      { numRuns: Number(process.env.PAIR_RUNS ?? 300) },
    );
  });
});
