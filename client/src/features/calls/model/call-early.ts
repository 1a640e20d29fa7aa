import type { VoiceRoom } from '@maru/contracts/socket/voice';
import type { VoiceSignal } from '@maru/contracts/socket/voice-signal';
import { keyOfEnd, type PairEnd } from './pair-options.js';

const mostSessions = 16;
const mostPerSession = 60;

/** Keeps what arrives early: signals of people whom the roster doesn't show yet, and the newest roster before the person is in the call. */
export class EarlyNews {
  room: VoiceRoom | undefined;
  private readonly waiting = new Map<string, VoiceSignal[]>();

  keep(room: VoiceRoom) {
    if (room.version > (this.room?.version ?? -1)) this.room = room;
  }

  /** Returns whether they are the first of this session. */
  add(from: PairEnd, signal: VoiceSignal) {
    const key = keyOfEnd(from);
    const signals = this.waiting.get(key) ?? [];
    this.waiting.set(key, [...signals, signal].slice(-mostPerSession));
    const [oldest] = this.waiting.keys();
    if (this.waiting.size > mostSessions && oldest !== undefined) this.waiting.delete(oldest);
    return signals.length === 0;
  }

  take(from: PairEnd) {
    const key = keyOfEnd(from);
    const signals = this.waiting.get(key) ?? [];
    this.waiting.delete(key);
    return signals;
  }

  clear() {
    this.waiting.clear();
    this.room = undefined;
  }
}
