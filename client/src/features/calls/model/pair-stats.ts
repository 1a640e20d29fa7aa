import type { PairStats, StreamStats } from './call.js';
import { slots, type Slot } from './slots.js';

/** Counters of one stream, as they stand in a report. */
interface Counters {
  at: number;
  bytes: number;
  packets: number;
  lost: number;
  /** Of sent streams: the share that the other side reports as lost, 0 to 1. */
  fractionLost: number;
  codec: string | undefined;
  width?: number;
  height?: number;
  framesPerSecond?: number;
}

/** The parts of a report that a pair uses. */
export interface Reading {
  roundTripMs: number | undefined;
  route: PairStats['route'];
  /** The browser's estimate of the way to the other side, in bits per second. */
  available: number | undefined;
  isBandwidthLimited: boolean;
  isCpuLimited: boolean;
  received: Partial<Record<Slot, Counters>>;
  sent: Partial<Record<Slot, Counters>>;
}

/** A row of a report; which fields it has depends on its type and on the browser. */
type Row = Readonly<Record<string, unknown>>;
type SlotOf = (mid: string) => Slot | undefined;

const numberOf = (row: Row | undefined, field: string) =>
  typeof row?.[field] === 'number' ? row[field] : undefined;
const textOf = (row: Row | undefined, field: string) =>
  typeof row?.[field] === 'string' ? row[field] : undefined;

class Report {
  private readonly byId = new Map<string, Row>();

  constructor(report: RTCStatsReport) {
    report.forEach((row: Row) => this.byId.set(textOf(row, 'id') ?? '', row));
  }

  ofType(type: string) {
    return [...this.byId.values()].filter((row) => row.type === type);
  }

  byField(row: Row | undefined, field: string) {
    return this.byId.get(textOf(row, field) ?? '');
  }

  /** The pair of candidates in use. */
  route() {
    const [transport] = this.ofType('transport');
    const isUsed = (row: Row) =>
      row.selected === true || (row.nominated === true && row.state === 'succeeded');
    return this.byField(transport, 'selectedCandidatePairId') ?? this.ofType('candidate-pair').find(isUsed);
  }
}

function countersOf(report: Report, row: Row): Counters {
  const isSent = row.type === 'outbound-rtp';
  const feedback = isSent
    ? report.ofType('remote-inbound-rtp').find(({ localId }) => localId === row.id)
    : undefined;
  return {
    at: numberOf(row, 'timestamp') ?? 0,
    bytes: numberOf(row, isSent ? 'bytesSent' : 'bytesReceived') ?? 0,
    packets: numberOf(row, isSent ? 'packetsSent' : 'packetsReceived') ?? 0,
    lost: numberOf(row, 'packetsLost') ?? 0,
    fractionLost: numberOf(feedback, 'fractionLost') ?? 0,
    codec: textOf(report.byField(row, 'codecId'), 'mimeType')?.split('/')[1],
    width: numberOf(row, 'frameWidth'),
    height: numberOf(row, 'frameHeight'),
    framesPerSecond: numberOf(row, 'framesPerSecond'),
  };
}

function streamsOf(report: Report, type: 'inbound-rtp' | 'outbound-rtp', slotOf: SlotOf) {
  const streams: Partial<Record<Slot, Counters>> = {};
  for (const row of report.ofType(type)) {
    const slot = slotOf(textOf(row, 'mid') ?? '');
    if (slot) streams[slot] = countersOf(report, row);
  }
  return streams;
}

function routeOf(report: Report, route: Row | undefined): PairStats['route'] {
  if (!route) return undefined;
  const ends = [report.byField(route, 'localCandidateId'), report.byField(route, 'remoteCandidateId')];
  return ends.some((end) => end?.candidateType === 'relay') ? 'relay' : 'direct';
}

export function read(source: RTCStatsReport, slotOf: SlotOf): Reading {
  const report = new Report(source);
  const route = report.route();
  const isLimited = (reason: string) =>
    report.ofType('outbound-rtp').some((row) => row.qualityLimitationReason === reason);
  const seconds = numberOf(route, 'currentRoundTripTime');
  return {
    roundTripMs: seconds === undefined ? undefined : Math.round(seconds * 1_000),
    route: routeOf(report, route),
    available: numberOf(route, 'availableOutgoingBitrate'),
    isBandwidthLimited: isLimited('bandwidth'),
    isCpuLimited: isLimited('cpu'),
    received: streamsOf(report, 'inbound-rtp', slotOf),
    sent: streamsOf(report, 'outbound-rtp', slotOf),
  };
}

const percent = (share: number) => Math.round(share * 1_000) / 10;

/** Counters start at zero again with a new stream; a difference below zero says nothing. */
const growth = (from: number, to: number) => Math.max(0, to - from);

function streamStats(
  earlier: Counters | undefined,
  later: Counters,
  isSent: boolean,
): StreamStats | undefined {
  if (!earlier || later.at <= earlier.at) return undefined;
  const bytes = growth(earlier.bytes, later.bytes);
  if (bytes === 0) return undefined;
  const lost = growth(earlier.lost, later.lost);
  const packets = growth(earlier.packets, later.packets) + lost;
  const { codec, width, height, framesPerSecond } = later;
  return {
    bitsPerSecond: Math.round((bytes * 8_000) / (later.at - earlier.at)),
    lossPercent: percent(isSent ? later.fractionLost : lost / Math.max(1, packets)),
    codec,
    width,
    height,
    framesPerSecond,
  };
}

/** Returns the details between two readings; streams that carried nothing in between are left out. */
export function pairStats(earlier: Reading | undefined, later: Reading): PairStats {
  const stats: PairStats = { roundTripMs: later.roundTripMs, route: later.route, received: {}, sent: {} };
  for (const slot of slots) {
    for (const direction of ['received', 'sent'] as const) {
      const counters = later[direction][slot];
      const stream = counters && streamStats(earlier?.[direction][slot], counters, direction === 'sent');
      if (stream) stats[direction][slot] = stream;
    }
  }
  return stats;
}

/** The loss of all streams of one direction together, in percent: the worst of them. */
export const worstLoss = (streams: PairStats['sent']) =>
  Math.max(0, ...Object.values(streams).map(({ lossPercent }) => lossPercent));
