class FakeStream {
  constructor(private readonly tracks: MediaStreamTrack[] = []) {}
  getTracks = () => this.tracks;
}

/** An element that plays unless the browser refuses it. */
class FakeAudio extends EventTarget {
  srcObject: FakeStream | null = null;
  muted = false;
  paused = true;
  sinkId = '';
  plays = 0;
  private level = 1;

  constructor(private readonly sound: FakeSound) {
    super();
    sound.elements.push(this);
  }

  get volume() {
    return this.level;
  }

  set volume(volume: number) {
    if (!this.sound.hasFixedVolume) this.level = volume;
  }

  tracks = () => this.srcObject?.getTracks();

  play = () => {
    this.plays += 1;
    if (this.sound.isRefusing) return Promise.reject(new DOMException('refused', 'NotAllowedError'));
    this.paused = false;
    return Promise.resolve();
  };

  pause = () => {
    if (!this.paused) this.interrupt();
  };

  /** The system pauses it. */
  interrupt = () => {
    this.paused = true;
    this.dispatchEvent(new Event('pause'));
  };

  setSinkId = (id: string) => {
    this.sinkId = id;
    return Promise.resolve();
  };
}

class FakeNode {
  connect = (next: unknown) => next;
  disconnect = () => undefined;
}

class FakeContext extends EventTarget {
  state: 'suspended' | 'running' | 'closed' = 'suspended';
  limiters = 0;
  private readonly gainValues: { value: number }[] = [];

  constructor(private readonly sound: FakeSound) {
    super();
    sound.contexts.push(this);
  }

  get gains() {
    return this.gainValues.map(({ value }) => value);
  }

  createMediaStreamSource = () => new FakeNode();
  createMediaStreamDestination = () => Object.assign(new FakeNode(), { stream: new FakeStream() });

  createGain = () => {
    const gain = { value: 1 };
    this.gainValues.push(gain);
    return Object.assign(new FakeNode(), { gain });
  };

  resume = () => {
    if (this.sound.isContextRefusing) return new Promise<void>(() => undefined);
    this.change('running');
    return Promise.resolve();
  };

  close = () => {
    this.change('closed');
    return Promise.resolve();
  };

  private change(state: FakeContext['state']) {
    this.state = state;
    this.dispatchEvent(new Event('statechange'));
  }
}

/** The page's elements and Web Audio, as the playback of a call uses them. */
export class FakeSound {
  readonly elements: FakeAudio[] = [];
  readonly contexts: FakeContext[] = [];
  /** The browser refuses to play elements before a click. */
  isRefusing = false;
  isContextRefusing = false;
  /** Elements keep their volume, as on phones. */
  hasFixedVolume = false;

  constructor() {
    const newElement = () => new FakeAudio(this);
    const newContext = () => new FakeContext(this);
    Object.assign(globalThis, {
      MediaStream: FakeStream,
      Audio: function Audio() {
        return newElement();
      },
      AudioContext: function AudioContext() {
        return newContext();
      },
      DynamicsCompressorNode: function DynamicsCompressorNode(context: FakeContext) {
        context.limiters += 1;
        return new FakeNode();
      },
    });
  }

  playing = () => this.elements.filter(({ paused }) => !paused);

  track = () => Object.assign(new EventTarget(), { readyState: 'live' }) as unknown as MediaStreamTrack;
}
