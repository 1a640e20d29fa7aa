import type { FakeIce, IceEnd } from './fake-ice.js';
import { FakeTransceiver } from './fake-transceiver.js';

type Kind = 'audio' | 'video';

interface Section {
  mid: string;
  kind: Kind;
  direction: RTCRtpTransceiverDirection;
}

/** A description that has been parsed. */
interface Parsed {
  type: 'offer' | 'answer';
  ufrag: string;
  sections: Section[];
  candidates: string[];
}

const invalid = (text: string) => new DOMException(text, 'InvalidStateError');

const toSdp = ({ ufrag, sections, candidates }: Parsed) =>
  [JSON.stringify(sections), `a=ice-ufrag:${ufrag}`, ...candidates.map((each) => `a=${each}`)].join('\n');

function parse({ type, sdp }: RTCSessionDescriptionInit): Parsed {
  const [sections = '', ufrag = '', ...candidates] = (sdp ?? '').split('\n');
  return {
    type: type as 'offer' | 'answer',
    sections: JSON.parse(sections) as Section[],
    ufrag: ufrag.replace('a=ice-ufrag:', ''),
    candidates: candidates.map((each) => each.slice(2)),
  };
}

/** Returns the direction of an answer. */
const meet = (
  offered: RTCRtpTransceiverDirection,
  own: RTCRtpTransceiverDirection,
): RTCRtpTransceiverDirection => {
  const sends = own.includes('send') && offered.includes('recv');
  const receives = own.includes('recv') && offered.includes('send');
  if (sends && receives) return 'sendrecv';
  if (sends) return 'sendonly';
  return receives ? 'recvonly' : 'inactive';
};

/**
 * An RTCPeerConnection that follows the specification in everything that the negotiation of a pair depends on: signalling states and their
 * errors, rollback, the flag behind `negotiationneeded`, transceivers, ICE credentials. `FakeIce` decides when it is connected.
 */
export class FakePeerConnection extends EventTarget implements IceEnd {
  signalingState: RTCSignalingState = 'stable';
  connectionState: RTCPeerConnectionState = 'new';
  isClosed = false;
  /** Local descriptions that were applied. */
  negotiations = 0;
  private currentLocal: Parsed | undefined;
  private pendingLocal: Parsed | undefined;
  private currentRemote: Parsed | undefined;
  private pendingRemote: Parsed | undefined;
  private readonly transceivers: FakeTransceiver[] = [];
  private readonly gathered = new Map<string, string[]>();
  private readonly known = new Map<string, number>();
  private chain: Promise<unknown> = Promise.resolve();
  private isFlagSet = false;
  private report: () => Map<string, unknown> = () => new Map();
  private toReplace: string | undefined;

  constructor(private readonly ice: FakeIce) {
    super();
    ice.add(this);
  }

  get localDescription() {
    return this.describe(this.pendingLocal ?? this.currentLocal);
  }

  get currentLocalDescription() {
    return this.describe(this.currentLocal);
  }

  get remoteDescription() {
    return this.describe(this.pendingRemote ?? this.currentRemote);
  }

  /** Credentials in force, once both sides have agreed. */
  get credentials() {
    if (!this.currentLocal || !this.currentRemote) return undefined;
    return { local: this.currentLocal.ufrag, remote: this.currentRemote.ufrag };
  }

  knowsCandidate(ufrag: string) {
    return (this.known.get(ufrag) ?? 0) > 0;
  }

  getTransceivers() {
    return [...this.transceivers];
  }

  addTransceiver(kind: Kind, { direction }: { direction: RTCRtpTransceiverDirection }) {
    if (this.isClosed) throw invalid('closed');
    const transceiver = this.createTransceiver(kind, direction);
    this.updateFlag();
    return transceiver;
  }

  setConfiguration() {
    if (this.isClosed) throw invalid('closed');
  }

  restartIce() {
    this.toReplace = this.currentLocal?.ufrag;
    this.updateFlag();
  }

  setLocalDescription() {
    return this.enqueue(() => {
      const isAnswer = this.signalingState === 'have-remote-offer';
      const description = isAnswer ? this.createAnswer() : this.createOffer();
      this.negotiations += 1;
      if (isAnswer) this.settle(description, this.pendingRemote);
      else {
        this.pendingLocal = description;
        this.changeState('have-local-offer');
      }
      this.gather(description.ufrag);
    });
  }

  setRemoteDescription(init: RTCSessionDescriptionInit) {
    return this.enqueue(() => {
      const description = parse(init);
      if (description.type === 'answer') {
        if (this.signalingState !== 'have-local-offer') throw invalid('an answer without an offer');
        this.learn(description);
        this.settle(this.pendingLocal, description);
        return;
      }
      if (this.signalingState === 'have-local-offer') this.rollback();
      this.learn(description);
      this.pendingRemote = description;
      this.changeState('have-remote-offer');
      for (const section of description.sections) this.receiverOf(section);
    });
  }

  addIceCandidate({ candidate, usernameFragment }: RTCIceCandidateInit) {
    return this.enqueue(() => {
      const remote = this.pendingRemote ?? this.currentRemote;
      if (!remote) throw invalid('a candidate without a description');
      if (!candidate) return;
      const fits = [this.pendingRemote?.ufrag, this.currentRemote?.ufrag].includes(usernameFragment ?? '');
      if (!fits) throw new DOMException('unknown fragment', 'OperationError');
      this.know(usernameFragment ?? '');
    });
  }

  /** From now on a stream arrives at this rate. */
  reportReceived(mid: string, bytesPerSecond: number) {
    const start = this.ice.now();
    this.report = () => {
      const timestamp = this.ice.now();
      const bytesReceived = ((timestamp - start) * bytesPerSecond) / 1_000;
      return new Map([[mid, { id: mid, type: 'inbound-rtp', mid, timestamp, bytesReceived }]]);
    };
  }

  getStats() {
    return Promise.resolve(this.report());
  }

  close() {
    this.isClosed = true;
    this.signalingState = 'closed';
    this.connectionState = 'closed';
    this.ice.changed();
  }

  /** Called by the network. */
  setConnectionState(state: RTCPeerConnectionState) {
    if (this.isClosed || this.connectionState === state) return;
    this.connectionState = state;
    this.dispatchEvent(new Event('connectionstatechange'));
  }

  directionChanged() {
    this.updateFlag();
  }

  private describe(parsed: Parsed | undefined) {
    if (!parsed) return null;
    const isLocal = parsed === this.pendingLocal || parsed === this.currentLocal;
    const candidates = isLocal ? (this.gathered.get(parsed.ufrag) ?? []) : parsed.candidates;
    return { type: parsed.type, sdp: toSdp({ ...parsed, candidates }) };
  }

  private createTransceiver(kind: Kind, direction: RTCRtpTransceiverDirection) {
    const transceiver = new FakeTransceiver(kind, direction, this);
    this.transceivers.push(transceiver);
    return transceiver;
  }

  private receiverOf({ mid, kind }: Section) {
    const known = this.transceivers.find((each) => each.mid === mid);
    if (known) return known;
    const transceiver = this.createTransceiver(kind, 'recvonly');
    transceiver.mid = mid;
    const event = Object.assign(new Event('track'), { transceiver, track: transceiver.receiver.track });
    this.dispatchEvent(event);
    return transceiver;
  }

  private createOffer(): Parsed {
    for (const [index, transceiver] of this.transceivers.entries()) {
      if (transceiver.mid !== null) continue;
      transceiver.mid = String(index);
      transceiver.isTentative = true;
    }
    const current = this.currentLocal?.ufrag;
    const ufrag = current === undefined || current === this.toReplace ? this.ice.newUfrag() : current;
    return { type: 'offer', ufrag, sections: this.ownSections(), candidates: [] };
  }

  private createAnswer(): Parsed {
    const offer = this.pendingRemote;
    if (!offer) throw invalid('no offer');
    const isRestart = offer.ufrag !== this.currentRemote?.ufrag;
    const current = this.currentLocal?.ufrag;
    const ufrag =
      current === undefined || isRestart || current === this.toReplace ? this.ice.newUfrag() : current;
    const sections = offer.sections.map((section) => ({
      ...section,
      direction: meet(section.direction, this.receiverOf(section).direction),
    }));
    return { type: 'answer', ufrag, sections, candidates: [] };
  }

  private ownSections(): Section[] {
    return this.transceivers.map(({ mid, kind, direction }) => ({ mid: mid ?? '', kind, direction }));
  }

  private settle(local: Parsed | undefined, remote: Parsed | undefined) {
    this.currentLocal = local;
    this.currentRemote = remote;
    this.pendingLocal = undefined;
    this.pendingRemote = undefined;
    if (local?.ufrag !== this.toReplace) this.toReplace = undefined;
    for (const transceiver of this.transceivers) {
      transceiver.isTentative = false;
      transceiver.currentDirection = transceiver.direction;
    }
    this.changeState('stable');
    this.ice.changed();
    this.isFlagSet = false;
    this.updateFlag();
  }

  private rollback() {
    this.pendingLocal = undefined;
    for (const transceiver of this.transceivers) if (transceiver.isTentative) transceiver.mid = null;
    this.changeState('stable');
  }

  private changeState(state: RTCSignalingState) {
    this.signalingState = state;
  }

  private isNegotiationNeeded() {
    const isOpen = this.transceivers.some(
      (each) => each.mid === null || each.direction !== each.currentDirection,
    );
    return isOpen || (this.toReplace !== undefined && this.toReplace === this.currentLocal?.ufrag);
  }

  private updateFlag() {
    if (this.isClosed || this.signalingState !== 'stable' || this.isFlagSet || !this.isNegotiationNeeded())
      return;
    this.isFlagSet = true;
    void this.chain.then(() => {
      if (this.isClosed || this.signalingState !== 'stable' || !this.isFlagSet) return;
      if (this.isNegotiationNeeded()) this.dispatchEvent(new Event('negotiationneeded'));
      else this.isFlagSet = false;
    });
  }

  private gather(ufrag: string) {
    if (this.gathered.has(ufrag)) return;
    this.gathered.set(ufrag, []);
    this.ice.gather((candidate) => {
      if (this.isClosed) return;
      if (candidate) this.gathered.get(ufrag)?.push(candidate);
      const event = candidate ? { candidate, sdpMid: '0', sdpMLineIndex: 0, usernameFragment: ufrag } : null;
      this.dispatchEvent(Object.assign(new Event('icecandidate'), { candidate: event }));
    });
  }

  private learn({ ufrag, candidates }: Parsed) {
    for (const _ of candidates) this.know(ufrag);
  }

  private know(ufrag: string) {
    this.known.set(ufrag, (this.known.get(ufrag) ?? 0) + 1);
    this.ice.changed();
  }

  /** Operations run one after another and take a while; those of a closed connection never end. */
  private enqueue(operation: () => void): Promise<void> {
    if (this.isClosed) return Promise.reject(invalid('closed'));
    const done = this.chain
      .then(() => this.ice.delay())
      .then(() => (this.isClosed ? new Promise<void>(() => undefined) : operation()));
    this.chain = done.catch(() => undefined);
    return done;
  }
}
