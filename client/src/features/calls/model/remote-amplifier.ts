import { setSpeaker } from './speaker.js';

/** A context starts a moment after it was made, or never before a click. */
const startMs = 1_000;

interface Chain {
  context: AudioContext;
  mix: MediaStreamAudioDestinationNode;
  element: HTMLAudioElement;
}

/** A voice behind the amplifier. */
export interface Amplified {
  /** Percent. */
  setVolume(volume: number): void;
  close(): void;
}

/**
 * Makes voices louder than an element can. One Web Audio context serves all of them and lives while there are any; an element plays it, because
 * more browsers let an element choose its speakers.
 */
export class Amplifier {
  private chain: Chain | undefined;
  private output = '';
  private isSilent = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly voices = new Set<Amplified>();

  constructor(private readonly onChange: () => void) {}

  /** The browser plays nothing of it before the person clicks. */
  get isBlocked() {
    return this.isSilent;
  }

  /** A limiter keeps loud moments from clipping. */
  add(stream: MediaStream): Amplified {
    this.chain ??= this.open();
    const { context, mix } = this.chain;
    const source = context.createMediaStreamSource(stream);
    const gain = context.createGain();
    const limiter = new DynamicsCompressorNode(context, { threshold: -3, knee: 0, ratio: 20, attack: 0.002 });
    source.connect(gain).connect(limiter).connect(mix);
    const voice: Amplified = {
      setVolume: (volume) => {
        gain.gain.value = volume / 100;
      },
      close: () => {
        for (const node of [source, gain, limiter]) node.disconnect();
        this.remove(voice);
      },
    };
    this.voices.add(voice);
    return voice;
  }

  setOutput(id: string) {
    this.output = id;
    if (this.chain) setSpeaker(this.chain.element, id);
  }

  resume() {
    if (this.chain) this.start(this.chain);
  }

  private open(): Chain {
    const context = new AudioContext();
    const mix = context.createMediaStreamDestination();
    const element = new Audio();
    element.srcObject = mix.stream;
    setSpeaker(element, this.output);
    context.addEventListener('statechange', () => this.check());
    this.timer = setTimeout(() => this.check(), startMs);
    this.start({ context, element });
    return { context, mix, element };
  }

  private start({ context, element }: Pick<Chain, 'context' | 'element'>) {
    // It settles only after a click.
    void context.resume().catch(() => undefined);
    void element.play().catch(() => undefined);
  }

  /** Phones also interrupt a context that has been running. */
  private check() {
    const isSilent = this.chain !== undefined && this.chain.context.state !== 'running';
    if (isSilent === this.isSilent) return;
    this.isSilent = isSilent;
    this.onChange();
  }

  private remove(voice: Amplified) {
    if (!this.voices.delete(voice) || this.voices.size > 0 || !this.chain) return;
    const { context, element } = this.chain;
    this.chain = undefined;
    clearTimeout(this.timer);
    element.pause();
    element.srcObject = null;
    void context.close().catch(() => undefined);
    this.check();
  }
}
