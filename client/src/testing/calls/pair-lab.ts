import type { VoiceSignal } from '@maru/contracts/socket/voice-signal';
import { Pair } from '@/features/calls/model/pair';
import { FakeIce } from './fake-ice.js';
import { FakePeerConnection } from './fake-peer-connection.js';
import { VirtualClock } from './virtual-clock.js';

/** A generator of pseudo-random numbers (mulberry32): the same seed gives the same run. */
export function randomFrom(seed: number) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Shares of signals that are lost or doubled, and the longest time that a signal travels. */
export interface Weather {
  loss: number;
  doubled: number;
  delayMs: number;
}

export const calm: Weather = { loss: 0, doubled: 0, delayMs: 20 };

export const aTrack = (id: string) =>
  // A pair only hands tracks on.
  ({ id, getSettings: () => ({ height: 720 }) }) as unknown as MediaStreamTrack;

const withoutCandidates = (signal: VoiceSignal): VoiceSignal =>
  'sdp' in signal ? { ...signal, sdp: signal.sdp.split('\n').slice(0, 2).join('\n') } : signal;

export type SideIndex = 0 | 1;
const ends = [
  { userId: 'alice', sessionId: 'A' },
  { userId: 'jimin', sessionId: 'B' },
];

/** Two people whose pairs talk over a network that the test disturbs. */
export class PairLab {
  readonly clock = new VirtualClock();
  readonly ice: FakeIce;
  readonly connections: [FakePeerConnection[], FakePeerConnection[]] = [[], []];
  readonly sent: { to: SideIndex; signal: VoiceSignal }[] = [];
  readonly refusals = [0, 0];
  /** Decides over single signals: `time` counts those of the same kind. By default each travels as the weather lets it. */
  fate: (
    signal: VoiceSignal,
    of: { time: number; to: SideIndex },
  ) => 'lost' | 'refused' | { delayMs: number } | undefined = () => undefined;
  weather = calm;
  isSignallingDown = false;
  hidesCandidatesInDescriptions = false;
  private readonly pairs: Pair[] = [];
  private readonly random: () => number;
  /** Higher ids belong to newer lives and connections. */
  ids = 1_000;

  constructor(seed = 1) {
    this.random = randomFrom(seed);
    this.ice = new FakeIce(this.clock, this.random);
    this.start(0);
    this.start(1);
  }

  pair(side: SideIndex) {
    return this.pairs[side] as Pair;
  }

  connection(side: SideIndex) {
    return this.connections[side].at(-1);
  }

  /** The session goes on in a new life, as after a reload of the page. */
  reload(side: SideIndex) {
    this.pairs[side]?.close();
    for (const connection of this.connections[side]) connection.close();
    this.start(side);
  }

  /** Both sides use the two ends of one connection. */
  isWhole() {
    const [one, other] = [this.connection(0), this.connection(1)];
    const isConnected = this.pair(0).status === 'connected' && this.pair(1).status === 'connected';
    return isConnected && one !== undefined && this.ice.peerOf(one) === other;
  }

  close() {
    for (const pair of this.pairs) pair.close();
  }

  private start(side: SideIndex) {
    const other = side === 0 ? 1 : 0;
    this.pairs[side] = new Pair({
      me: ends[side] as (typeof ends)[0],
      peer: ends[other] as (typeof ends)[0],
      createConnection: () => this.connect(side),
      ice: {},
      send: (signal) => this.send(other, signal),
      clock: this.clock,
      random: this.random,
      newId: () => this.newId(),
      onChange: () => undefined,
      onTrack: () => undefined,
      onIceRefused: () => {
        this.refusals[side] = (this.refusals[side] ?? 0) + 1;
      },
    });
  }

  private connect(side: SideIndex) {
    const connection = new FakePeerConnection(this.ice);
    this.connections[side].push(connection);
    // The fake has the parts of the interface that a pair uses.
    return connection as unknown as RTCPeerConnection;
  }

  private newId() {
    this.ids += 1;
    return `01${String(this.ids).padStart(24, '0')}`;
  }

  private async send(to: SideIndex, signal: VoiceSignal) {
    this.sent.push({ to, signal });
    const travelling = this.hidesCandidatesInDescriptions ? withoutCandidates(signal) : signal;
    const time = this.sent.filter((each) => each.signal.kind === signal.kind).length;
    const fate = this.fate(signal, { time, to });
    if (this.isSignallingDown || fate === 'refused') throw new Error('signalling is down');
    await Promise.resolve();
    if (fate === 'lost') return;
    const copies = this.random() < this.weather.doubled ? 2 : 1;
    for (let copy = 0; copy < copies; copy += 1) {
      if (this.random() < this.weather.loss) continue;
      this.clock.setTimeout(
        () => this.pairs[to]?.receive(travelling),
        fate?.delayMs ?? this.random() * this.weather.delayMs,
      );
    }
  }
}
