import type { PairWants, VoiceSignal } from '@maru/contracts/socket/voice-signal';
import type { PairStatus } from '@/features/calls/model/call';
import type { CallPair, CallPairOptions } from '@/features/calls/model/call-options';
import type { PairEnd } from '@/features/calls/model/pair-options';
import type { Slot } from '@/features/calls/model/slots';

/** Notes what a call tells its pair. */
export class FakePair implements CallPair {
  status: PairStatus = 'connected';
  loss = { incoming: false, outgoing: false };
  level = 0;
  isClosed = false;
  isMuted = false;
  tracks: Partial<Record<Slot, MediaStreamTrack | null>> = {};
  wants: PairWants | undefined;
  received: VoiceSignal[] = [];

  readonly me: PairEnd;
  readonly peer: PairEnd;
  private readonly onChange: () => void;

  constructor({ me, peer, onChange }: Pick<CallPairOptions, 'me' | 'peer' | 'onChange'>) {
    this.me = me;
    this.peer = peer;
    this.onChange = onChange;
  }

  get sessionId() {
    return this.peer.sessionId;
  }

  setStatus(status: PairStatus) {
    this.status = status;
    this.onChange();
  }

  receive(signal: VoiceSignal) {
    this.received.push(signal);
  }

  setTrack(slot: Slot, track: MediaStreamTrack | null) {
    this.tracks[slot] = track;
  }

  setWants(wants: PairWants) {
    this.wants = wants;
  }

  setMuted(isMuted: boolean) {
    this.isMuted = isMuted;
  }

  setLoad = () => undefined;
  rebuilds = 0;
  iceConfig: RTCConfiguration | undefined;

  retryNow = () => undefined;
  audioLevel = () => this.level;
  stats = () => Promise.resolve(undefined);

  setIce(config: RTCConfiguration) {
    this.iceConfig = config;
  }

  rebuild() {
    this.rebuilds += 1;
  }

  close() {
    this.isClosed = true;
  }
}
