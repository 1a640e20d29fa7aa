import type { VoiceEndReason, VoiceLimits, VoiceMarks, VoiceMember } from '@maru/contracts/socket/voice';
import type { VideoQuality } from '@maru/contracts/socket/voice-signal';
import type { LocalMediaSnapshot, ScreenPreset } from './local-media.js';
import type { Slot } from './slots.js';
import type { Speakers } from './speakers.js';

/** The connection to one other member of the call. */
export type PairStatus = 'connecting' | 'connected' | 'recovering';

/** The viewer's control over one other person; remembered per person on this device. */
export interface PersonControls {
  /** Percent, 0 to 200. */
  volume: number;
  isMutedForMe: boolean;
  screenVolume: number;
  isScreenMutedForMe: boolean;
  camera: VideoQuality;
  /** `off` until the viewer opens the share. */
  screen: VideoQuality;
  /** False: the viewer sends nothing to this person. */
  sends: boolean;
}

/** Another member of the call. */
export interface Remote {
  member: VoiceMember;
  status: PairStatus;
  /** Tracks that have arrived, whether or not they carry anything now. */
  tracks: Readonly<Partial<Record<Slot, MediaStreamTrack>>>;
  controls: PersonControls;
}

/**
 * `joining`: no answer from the server yet. `connected`: in the call, with or without anyone else. `reconnecting`: the server, the network
 * or the way to all others is away; the call comes back by itself. `waiting`: the call is full and is joined as soon as a place is free.
 * `elsewhere`: the person is in a call in another tab or device. `ended` is final.
 */
export type CallStatus = 'joining' | 'connected' | 'reconnecting' | 'waiting' | 'elsewhere' | 'ended';

/** A picture of a call for its viewers; a new object after every change, equal parts keep their identity. */
export interface CallSnapshot {
  serverId: string;
  channelId: string;
  sessionId: string;
  status: CallStatus;
  /** The reason of the end, unless the person left. */
  endReason?: VoiceEndReason | 'failed';
  /** Since when the call has been running. */
  startedAt: string | null;
  marks: VoiceMarks;
  /** The mute state that undoing the deafening restores. */
  wasMuted: boolean;
  /** The rest that moderators and permissions leave the person. */
  allowed: VoiceMember['allowed'];
  remotes: readonly Remote[];
  limits: VoiceLimits | undefined;
  /** The person's own devices: previews, failures, and the hint that they speak while muted. */
  local: LocalMediaSnapshot;
  /** The browser plays no sound before the person clicks; `playSound` answers the click. */
  isSoundBlocked: boolean;
  /** Packets have been lost for some time: on the person's own way, or on that of one other member. */
  trouble: { side: 'own' } | { side: 'other'; userId: string } | null;
  /** The person hides their address, but the service has no relay: no member can be reached. */
  lacksRelay: boolean;
}

/** One stay in a call, from joining to leaving. Framework-free; it lives until `leave` is called or it has ended. */
export interface Call {
  snapshot(): CallSnapshot;
  subscribe(listener: () => void): () => void;
  readonly speakers: Pick<Speakers, 'snapshot' | 'subscribe'>;
  setMuted(isMuted: boolean): void;
  /** Deafening also mutes; undoing it restores the earlier mute state. */
  setDeafened(isDeafened: boolean): void;
  setCamera(isOn: boolean): Promise<void>;
  setScreen(preset: ScreenPreset | null): Promise<void>;
  /** Opens the microphone again after a failure. */
  retryMicrophone(): Promise<void>;
  playSound(): void;
  control(userId: string, change: Partial<PersonControls>): void;
  /** Ends the stay of the other tab or device. */
  takeOver(): void;
  statsOf(userId: string): Promise<PairStats | undefined>;
  leave(): void;
}

export interface StreamStats {
  bitsPerSecond: number;
  /** Lost packets in percent, over the last seconds. */
  lossPercent: number;
  codec: string | undefined;
  /** Of video. */
  width?: number;
  height?: number;
  framesPerSecond?: number;
}

/** Details of the connection to one person. */
export interface PairStats {
  roundTripMs: number | undefined;
  route: 'direct' | 'relay' | undefined;
  received: Partial<Record<Slot, StreamStats>>;
  sent: Partial<Record<Slot, StreamStats>>;
}
