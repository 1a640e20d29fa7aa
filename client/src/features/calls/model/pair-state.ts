import type { PairSends, PairWants, VoiceSignal } from '@maru/contracts/socket/voice-signal';
import type { PairClock, Transmit } from './pair-options.js';
import { Pace } from './pair-pace.js';
import { Repeater } from './pair-repeater.js';
import { PairTimer } from './pair-timer.js';

const soonMs = 20;
const betweenReceiptsMs = 250;

/** The wishes of one side for the other's streams, and the streams that it offers. */
export interface PairState {
  wants: PairWants;
  sends: PairSends;
}

type Signal<Kind> = Extract<VoiceSignal, { kind: Kind }>;

/** Before a word from the viewer: shares stay closed until they are opened. */
export const firstState: PairState = {
  wants: { audio: true, camera: 'auto', screen: 'off' },
  sends: { audio: false, camera: false, screen: false },
};

interface StateSyncOptions {
  life: string;
  clock: PairClock;
  random(): number;
  transmit: Transmit;
  onRemote(): void;
}

const isEqual = (one: PairState, other: PairState) => JSON.stringify(one) === JSON.stringify(other);

/** Keeps the states of both sides known to each other, whatever is lost on the way: each state is whole, and repeated until received. */
export class StateSync {
  remote: PairState | undefined;
  private own = firstState;
  private n = 0;
  private remoteN = -1;
  private readonly soon: PairTimer;
  private readonly repeater: Repeater;
  private readonly receipts: Pace;

  constructor(private readonly options: StateSyncOptions) {
    this.receipts = new Pace(options.clock, betweenReceiptsMs);
    this.soon = new PairTimer(options.clock);
    this.repeater = new Repeater(options.clock, options.random);
  }

  /** Soon: changes that follow each other share a signal. */
  announce() {
    if (!this.soon.isSet) this.soon.set(soonMs, () => this.repeater.start(() => this.send()));
  }

  set(change: Partial<PairState>) {
    const next = {
      wants: { ...this.own.wants, ...change.wants },
      sends: { ...this.own.sends, ...change.sends },
    };
    if (isEqual(next, this.own)) return;
    this.own = next;
    this.n += 1;
    this.announce();
  }

  get wants() {
    return this.own.wants;
  }

  receive({ life, n, wants, sends }: Signal<'state'>) {
    const isNew = n > this.remoteN;
    if (isNew) this.remoteN = n;
    const receipt = { kind: 'received', of: life, n: this.remoteN } as const;
    this.receipts.run(() => void this.options.transmit(receipt));
    if (!isNew) return;
    this.remote = { wants, sends };
    this.options.onRemote();
  }

  received({ of, n }: Signal<'received'>) {
    if (of === this.options.life && n === this.n) this.repeater.stop();
  }

  /** The other side has started a new life and knows nothing. Its last state stays until it sends another. */
  restart() {
    this.remoteN = -1;
    this.announce();
  }

  retryNow() {
    this.repeater.again();
  }

  close() {
    this.soon.close();
    this.receipts.close();
    this.repeater.close();
  }

  private send() {
    void this.options.transmit({ kind: 'state', n: this.n, ...this.own });
  }
}
