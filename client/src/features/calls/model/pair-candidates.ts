import type { IceCandidateSignal } from '@maru/contracts/socket/voice-signal';
import type { PairClock, Transmit } from './pair-options.js';
import { PairTimer } from './pair-timer.js';

const gatherMs = 60;
const retryMs = 1_000;
const perSignal = 30;
const mostWaiting = 90;

/** The end of candidates for all media sections. */
const noMore: IceCandidateSignal = {
  candidate: '',
  sdpMid: null,
  sdpMLineIndex: null,
  usernameFragment: null,
};

const toSignal = ({
  candidate,
  sdpMid,
  sdpMLineIndex,
  usernameFragment,
}: RTCIceCandidate): IceCandidateSignal => ({
  candidate,
  sdpMid,
  sdpMLineIndex,
  usernameFragment,
});

interface CandidateOutboxOptions {
  connection: string;
  clock: PairClock;
  transmit: Transmit;
}

/** Sends own candidates in batches; a batch that didn't reach the server is sent again. */
export class CandidateOutbox {
  private waiting: IceCandidateSignal[] = [];
  private isClosed = false;
  private readonly timer: PairTimer;

  constructor(private readonly options: CandidateOutboxOptions) {
    this.timer = new PairTimer(options.clock);
  }

  add(candidate: RTCIceCandidate | null) {
    this.put([candidate ? toSignal(candidate) : noMore], gatherMs);
  }

  retryNow() {
    if (this.timer.isSet) this.timer.set(0, () => this.flush());
  }

  close() {
    this.isClosed = true;
    this.timer.close();
  }

  private put(candidates: IceCandidateSignal[], delayMs: number) {
    this.waiting = [...this.waiting, ...candidates].slice(-mostWaiting);
    if (!this.timer.isSet) this.timer.set(delayMs, () => this.flush());
  }

  private flush() {
    const candidates = this.waiting.splice(0, perSignal);
    if (candidates.length === 0) return;
    if (this.waiting.length > 0) this.timer.set(gatherMs, () => this.flush());
    void this.send(candidates);
  }

  private async send(candidates: IceCandidateSignal[]) {
    const { connection, transmit } = this.options;
    const isTaken = await transmit({ kind: 'candidates', connection, candidates });
    if (!isTaken && !this.isClosed) this.put(candidates, retryMs);
  }
}

const mostEarly = 90;

/** Candidates of the other side that arrived before the description that they belong to. */
export class EarlyCandidates {
  private candidates: IceCandidateSignal[] = [];

  put(candidates: readonly IceCandidateSignal[]) {
    this.candidates = [...this.candidates, ...candidates].slice(-mostEarly);
  }

  /** Takes out those that fit the description. */
  take(description: RTCSessionDescription | null): IceCandidateSignal[] {
    const fits = ({ usernameFragment }: IceCandidateSignal) =>
      description !== null &&
      (usernameFragment === null || description.sdp.includes(`a=ice-ufrag:${usernameFragment}`));
    const taken = this.candidates.filter(fits);
    this.candidates = this.candidates.filter((candidate) => !fits(candidate));
    return taken;
  }
}

/** Candidates of connections whose offer has not arrived yet. */
export class UnclaimedCandidates {
  private candidates: { connection: string; candidate: IceCandidateSignal }[] = [];

  put({ connection, candidates }: { connection: string; candidates: readonly IceCandidateSignal[] }) {
    const more = candidates.map((candidate) => ({ connection, candidate }));
    this.candidates = [...this.candidates, ...more].slice(-mostEarly);
  }

  /** Takes those of a connection; the others belong to connections that are given up. */
  take(connection: string): IceCandidateSignal[] {
    const taken = this.candidates.filter((each) => each.connection === connection);
    this.candidates = [];
    return taken.map(({ candidate }) => candidate);
  }
}
