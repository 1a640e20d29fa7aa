import type { VoiceSignal } from '@maru/contracts/socket/voice-signal';
import type { PairClock } from './pair-options.js';
import { Pace } from './pair-pace.js';

const silentMs = 30_000;
const betweenLivesMs = 2_000;
const mostHeld = 60;

interface PeerLifeOptions {
  clock: PairClock;
  isConnected(): boolean;
  /** Another life was known before. */
  onNew(): void;
  /** A signal of the present life. */
  onSignal(signal: VoiceSignal): void;
}

/**
 * The life of the other side. The first signal of a newer life ends the older one: the other side has reloaded, and its connection is gone.
 * Of lives that follow each other faster than pages reload, the newest is kept with its signals until it may begin. A clock that was set
 * back makes a newer life look older; it counts as soon as the other one has fallen silent.
 */
export class PeerLife {
  private current: string | undefined;
  private next: { life: string; signals: VoiceSignal[] } | undefined;
  private heardAt = -Infinity;
  private readonly pace: Pace;

  constructor(private readonly options: PeerLifeOptions) {
    this.pace = new Pace(options.clock, betweenLivesMs);
  }

  receive(signal: VoiceSignal) {
    const { life } = signal;
    const newest = this.next?.life ?? this.current;
    if (newest !== undefined && life < newest && !this.isSilent()) return;
    this.heardAt = this.options.clock.now();
    this.current ??= life;
    if (life === this.current) this.options.onSignal(signal);
    else this.hold(signal);
  }

  close() {
    this.pace.close();
  }

  private isSilent() {
    return !this.options.isConnected() && this.options.clock.now() - this.heardAt > silentMs;
  }

  private hold(signal: VoiceSignal) {
    const { life } = signal;
    const earlier = this.next?.life === life ? this.next.signals : [];
    this.next = { life, signals: [...earlier, signal].slice(-mostHeld) };
    this.pace.run(() => this.begin());
  }

  private begin() {
    const { next } = this;
    if (!next) return;
    this.next = undefined;
    this.current = next.life;
    this.options.onNew();
    for (const signal of next.signals) this.options.onSignal(signal);
  }
}
