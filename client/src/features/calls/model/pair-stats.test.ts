import { describe, expect, test } from '@jest/globals';
import { pairStats, read, worstLoss } from './pair-stats.js';
import type { Slot } from './slots.js';

type Rows = Record<string, Record<string, unknown>>;
const slotOf = (mid: string): Slot | undefined =>
  (['audio', 'camera', 'screen', 'screenAudio'] as const)[Number(mid)];
const reading = (rows: Rows) =>
  // A report is a map of rows; the test gives only the fields that matter.
  read(
    new Map(Object.entries(rows).map(([id, row]) => [id, { id, ...row }])) as unknown as RTCStatsReport,
    slotOf,
  );

const rows = (
  at: number,
  change: { bytes?: number; packets?: number; lost?: number; sent?: number } = {},
): Rows => ({
  T: { type: 'transport', selectedCandidatePairId: 'P' },
  P: {
    type: 'candidate-pair',
    localCandidateId: 'L',
    remoteCandidateId: 'R',
    currentRoundTripTime: 0.0421,
    availableOutgoingBitrate: 900_000,
  },
  L: { type: 'local-candidate', candidateType: 'host' },
  R: { type: 'remote-candidate', candidateType: 'srflx' },
  C: { type: 'codec', mimeType: 'video/VP8' },
  I: {
    type: 'inbound-rtp',
    mid: '1',
    codecId: 'C',
    timestamp: at,
    bytesReceived: change.bytes ?? 0,
    packetsReceived: change.packets ?? 0,
    packetsLost: change.lost ?? 0,
    frameWidth: 320,
    frameHeight: 180,
    framesPerSecond: 10,
  },
  O: {
    type: 'outbound-rtp',
    mid: '0',
    timestamp: at,
    bytesSent: change.sent ?? 0,
    qualityLimitationReason: 'cpu',
  },
  F: { type: 'remote-inbound-rtp', localId: 'O', fractionLost: 0.034 },
});

describe('the details of a pair', () => {
  test('rates are differences of two readings; names come from the codec and the route', () => {
    const earlier = reading(rows(10_000, { bytes: 1_000, packets: 100, lost: 5, sent: 0 }));
    const later = reading(rows(12_000, { bytes: 26_000, packets: 190, lost: 15, sent: 8_000 }));
    expect(pairStats(earlier, later)).toEqual({
      roundTripMs: 42,
      route: 'direct',
      received: {
        camera: {
          bitsPerSecond: 100_000,
          lossPercent: 10,
          codec: 'VP8',
          width: 320,
          height: 180,
          framesPerSecond: 10,
        },
      },
      sent: {
        audio: {
          bitsPerSecond: 32_000,
          lossPercent: 3.4,
          codec: undefined,
          width: undefined,
          height: undefined,
          framesPerSecond: undefined,
        },
      },
    });
  });

  test('a first reading, a stream without bytes and counters that start again show no rate', () => {
    const one = reading(rows(10_000, { bytes: 50_000 }));
    expect(pairStats(undefined, one).received).toEqual({});
    expect(pairStats(one, reading(rows(12_000, { bytes: 50_000 }))).received).toEqual({});
    expect(pairStats(one, reading(rows(12_000, { bytes: 10 }))).received).toEqual({});
  });

  test('two readings of the same instant show no rate', () => {
    const one = reading(rows(10_000, { bytes: 1 }));
    expect(pairStats(one, reading(rows(10_000, { bytes: 9 }))).received).toEqual({});
  });

  test('a relay at either end is a relayed route', () => {
    for (const end of ['L', 'R'] as const) {
      const relayed = rows(1);
      relayed[end] = { ...relayed[end], candidateType: 'relay' };
      expect(reading(relayed).route).toBe('relay');
    }
  });

  test('a report without a route, such as before connecting, has no round trip', () => {
    expect(pairStats(undefined, reading({}))).toEqual({
      roundTripMs: undefined,
      route: undefined,
      received: {},
      sent: {},
    });
  });

  test('a browser without transport rows marks the pair in use itself', () => {
    const { T: _, ...others } = rows(1);
    others.P = { ...others.P, nominated: true, state: 'succeeded' };
    expect(reading(others).roundTripMs).toBe(42);
  });

  test('the limits that the encoder meets are read', () => {
    expect(reading(rows(1))).toMatchObject({
      isCpuLimited: true,
      isBandwidthLimited: false,
      available: 900_000,
    });
  });

  test('the worst stream stands for its direction', () => {
    const stream = { bitsPerSecond: 1, codec: undefined };
    expect(worstLoss({})).toBe(0);
    expect(worstLoss({ audio: { ...stream, lossPercent: 1 }, camera: { ...stream, lossPercent: 7 } })).toBe(
      7,
    );
  });
});
