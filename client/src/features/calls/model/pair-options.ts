import type { VoiceSignal } from '@maru/contracts/socket/voice-signal';
import type { Slot } from './slots.js';

/** One end of a pair: a stay of a person in the call. */
export interface PairEnd {
  userId: string;
  sessionId: string;
}

/** Sessions name themselves, so that only both ids together name one end. */
export const keyOfEnd = ({ userId, sessionId }: PairEnd) => `${userId}/${sessionId}`;

export interface PairClock {
  /** Milliseconds since the epoch. */
  now(): number;
  setTimeout(run: () => void, ms: number): unknown;
  clearTimeout(timer: unknown): void;
}

export interface PairOptions {
  me: PairEnd;
  peer: PairEnd;
  createConnection(config: RTCConfiguration): RTCPeerConnection;
  /** Streams tie the sound to its picture, so that the receiver plays them in step. Without this, tracks travel alone. */
  createStream?(): MediaStream;
  ice: RTCConfiguration;
  /** Rejects if the signal has not reached the server. Every signal that matters is repeated until the other side has answered. */
  send(signal: VoiceSignal): Promise<unknown> | void;
  clock: PairClock;
  /** Between 0 and 1; spreads retries. */
  random(): number;
  /** Makes a ULID, higher than those before. */
  newId(): string;
  /** The status, the peer's state or the loss changed. */
  onChange(): void;
  /** The track of a slot; again with another track after the connection was built anew. */
  onTrack(slot: Slot, track: MediaStreamTrack): void;
  /** The relay refused the credentials: fetch new ones and call `setIce`, which then restarts ICE. */
  onIceRefused(): void;
}

/** A signal before its sender signs it with its life. */
export type Unsigned = VoiceSignal extends infer Signal
  ? Signal extends unknown
    ? Omit<Signal, 'life'>
    : never
  : never;

/** Returns whether the server took the signal. */
export type Transmit = (signal: Unsigned) => Promise<boolean>;
