import type { Amplified, Amplifier } from './remote-amplifier.js';
import { setSpeaker } from './speaker.js';

/** Phones let no page change the volume of an element. */
const hasFixedVolume = ({ volume }: HTMLMediaElement, wanted: number) => Math.abs(volume - wanted) > 0.01;

/**
 * The sound of one stream. Up to 100 % the element plays it, which keeps echo cancellation; above, the amplifier does, while the muted element
 * keeps the stream running.
 */
export class RemoteVoice {
  private readonly element = new Audio();
  private amplified: Amplified | undefined;
  private stream: MediaStream | undefined;
  private volume = 100;

  constructor(
    private readonly amplifier: Amplifier,
    /** The element has stopped by itself: phones pause it during another call. */
    onStopped: () => void,
  ) {
    this.element.addEventListener('pause', () => {
      if (this.track?.readyState === 'live') onStopped();
    });
  }

  /** Returns whether it is another track than before. */
  setTrack(track: MediaStreamTrack) {
    if (this.track === track) return false;
    this.stream = new MediaStream([track]);
    this.element.srcObject = this.stream;
    this.stopAmplifying();
    this.applyVolume();
    return true;
  }

  /** Percent, 0 to 200. */
  setVolume(volume: number) {
    if (volume === this.volume) return;
    this.volume = volume;
    this.applyVolume();
  }

  setOutput(id: string) {
    setSpeaker(this.element, id);
  }

  play() {
    return this.element.play();
  }

  close() {
    this.stopAmplifying();
    this.stream = undefined;
    this.element.pause();
    this.element.srcObject = null;
  }

  private get track() {
    return this.stream?.getTracks()[0];
  }

  private applyVolume() {
    const { element, volume, stream } = this;
    const wanted = Math.min(100, volume) / 100;
    element.volume = wanted;
    const isAmplified = volume > 100 || (volume > 0 && hasFixedVolume(element, wanted));
    element.muted = isAmplified || volume === 0;
    if (!isAmplified) return this.stopAmplifying();
    if (!stream) return;
    this.amplified ??= this.amplifier.add(stream);
    this.amplified.setVolume(volume);
  }

  private stopAmplifying() {
    this.amplified?.close();
    this.amplified = undefined;
  }
}
