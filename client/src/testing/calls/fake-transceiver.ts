type Kind = 'audio' | 'video';

const invalid = (text: string) => new DOMException(text, 'InvalidStateError');

class FakeSender {
  track: MediaStreamTrack | null = null;
  encodings: RTCRtpEncodingParameters[] = [{ active: true }];
  calls = 0;
  refused = 0;
  private isSetting = false;
  private last: unknown;

  constructor(private readonly owner: { isClosed: boolean }) {}

  setStreams() {
    if (this.owner.isClosed) throw invalid('closed');
  }

  async replaceTrack(track: MediaStreamTrack | null) {
    if (this.owner.isClosed) throw invalid('closed');
    this.calls += 1;
    await Promise.resolve();
    this.track = track;
  }

  getParameters() {
    const parameters = {
      transactionId: Math.random().toString(),
      encodings: this.encodings.map((each) => ({ ...each })),
    };
    this.last = parameters.transactionId;
    return parameters;
  }

  async setParameters(parameters: { transactionId: string; encodings: RTCRtpEncodingParameters[] }) {
    if (this.owner.isClosed || this.isSetting || parameters.transactionId !== this.last) {
      this.refused += 1;
      throw invalid('setParameters');
    }
    this.calls += 1;
    this.isSetting = true;
    await Promise.resolve();
    this.isSetting = false;
    this.last = undefined;
    this.encodings = parameters.encodings;
  }
}

/** A transceiver as the specification describes it, as far as a pair uses it. */
export class FakeTransceiver {
  mid: string | null = null;
  /** Its mid comes from an offer that may still be rolled back. */
  isTentative = false;
  currentDirection: string | null = null;
  readonly sender: FakeSender;
  readonly receiver: {
    track: { kind: Kind };
    getSynchronizationSources: () => { timestamp: number; audioLevel: number }[];
  };

  constructor(
    readonly kind: Kind,
    private wanted: RTCRtpTransceiverDirection,
    private readonly owner: { isClosed: boolean; directionChanged(): void },
  ) {
    this.sender = new FakeSender(owner);
    this.receiver = { track: { kind }, getSynchronizationSources: () => [] };
  }

  get direction() {
    return this.wanted;
  }

  set direction(direction) {
    if (this.owner.isClosed) throw invalid('closed');
    if (direction === this.wanted) return;
    this.wanted = direction;
    this.owner.directionChanged();
  }
}
