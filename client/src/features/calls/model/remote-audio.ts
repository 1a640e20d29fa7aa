import { Amplifier } from './remote-amplifier.js';
import { RemoteVoice } from './remote-voice.js';

export interface Sound {
  track: MediaStreamTrack | undefined;
  /** Percent, 0 to 200. */
  volume: number;
  isMuted: boolean;
}

/** Plays the sound of the others. */
export interface Playback {
  set(key: string, sound: Sound): void;
  remove(key: string): void;
  /** The browser plays no sound before the person clicks. */
  isBlocked(): boolean;
  /** Plays after a click. */
  resume(): void;
  close(): void;
}

/** One voice per person and stream, so that each has its own volume. */
export class RemoteAudio implements Playback {
  private readonly voices = new Map<string, RemoteVoice>();
  private readonly blocked = new Set<string>();
  private readonly amplifier: Amplifier;
  /** The `sinkId` of the speakers; empty: the system's default. */
  private output = '';

  constructor(private readonly onChange: () => void) {
    this.amplifier = new Amplifier(onChange);
  }

  set(key: string, { track, volume, isMuted }: Sound) {
    if (!track) return this.remove(key);
    const voice = this.voices.get(key) ?? this.add(key);
    if (voice.setTrack(track)) void this.play(key, voice);
    voice.setVolume(isMuted ? 0 : volume);
  }

  remove(key: string) {
    this.voices.get(key)?.close();
    this.voices.delete(key);
    this.note(key, false);
  }

  isBlocked() {
    return this.blocked.size > 0 || this.amplifier.isBlocked;
  }

  resume() {
    this.amplifier.resume();
    for (const [key, voice] of this.voices) void this.play(key, voice);
  }

  /** Plays on other speakers from now on. */
  setOutput(id: string) {
    this.output = id;
    this.amplifier.setOutput(id);
    for (const voice of this.voices.values()) voice.setOutput(id);
  }

  close() {
    for (const key of this.voices.keys()) this.remove(key);
  }

  private add(key: string) {
    const voice = new RemoteVoice(this.amplifier, () => void this.play(key, voice));
    voice.setOutput(this.output);
    this.voices.set(key, voice);
    return voice;
  }

  private async play(key: string, voice: RemoteVoice) {
    try {
      await voice.play();
      if (this.voices.get(key) === voice) this.note(key, false);
    } catch (error) {
      // A stream that is replaced while it starts says AbortError.
      const isRefused = error instanceof DOMException && error.name === 'NotAllowedError';
      if (isRefused && this.voices.get(key) === voice) this.note(key, true);
    }
  }

  private note(key: string, isBlocked: boolean) {
    const before = this.isBlocked();
    if (isBlocked) this.blocked.add(key);
    else this.blocked.delete(key);
    if (this.isBlocked() !== before) this.onChange();
  }
}
