import type { SuppressionState } from './devices/voice-chain.js';
import type { VoiceLevel } from './devices/voice-level.js';

/** `text`: sharp at few frames. `motion`: many frames. `auto`: the browser decides. */
export type ScreenPreset = 'text' | 'motion' | 'auto';

/** Why a device could not be opened; each has its own help. */
export type DeviceFailure = 'denied' | 'missing' | 'busy' | 'unknown';

export type SourceState =
  | { status: 'off' }
  | { status: 'opening' }
  | { status: 'on'; track: MediaStreamTrack }
  | { status: 'failed'; failure: DeviceFailure };

export interface LocalMediaSnapshot {
  /**
   * The track to send: after noise suppression, silent while muted or while the gate (voice activity, push-to-talk) is closed. Another
   * device or other processing brings another track.
   */
  microphone: SourceState;
  camera: SourceState;
  screen: SourceState;
  screenAudio: SourceState;
  /** Neither muted nor waiting for the key of push-to-talk. */
  isAudible: boolean;
  /** The person has been speaking while muted, for long enough to tell them. */
  isSpeakingWhileMuted: boolean;
  /** The suppression that runs in the page. */
  suppression: SuppressionState;
}

/** The person's own devices during one call. Framework-free; `close` stops every track and frees every device. */
export interface LocalMedia {
  snapshot(): LocalMediaSnapshot;
  subscribe(listener: () => void): () => void;
  isSpeaking(): boolean;
  /** Opens the chosen microphone; a failure is a state, not a rejection. Again: retries. */
  openMicrophone(): Promise<void>;
  closeMicrophone(): void;
  /** Takes effect at once and survives changes of device; the device stays open. */
  setMuted(isMuted: boolean): void;
  /** A deafened person isn't told that they speak while muted. */
  setDeafened(isDeafened: boolean): void;
  openCamera(): Promise<void>;
  closeCamera(): void;
  /** Lets the person pick a screen. Cancelling the picker changes nothing; a failure is a state. */
  openScreen(preset: ScreenPreset): Promise<void>;
  closeScreen(): void;
  /** Reports the loudness of the microphone about thirty times per second. */
  onLevel(listener: (level: VoiceLevel) => void): () => void;
  close(): void;
}
