import type {
  ClientEventAck,
  ClientEventInput,
  PushEventName,
  PushPayload,
} from '@maru/contracts/socket/events';
import type { VoiceMarks } from '@maru/contracts/socket/voice';
import type { PersonControls } from './call.js';
import type { LocalMedia } from './local-media.js';
import type { Pair } from './pair.js';
import type { PairClock, PairEnd, PairOptions } from './pair-options.js';
import type { Playback } from './remote-audio.js';
import type { Turns } from './turns.js';

export type VoiceEvent =
  'voice:join' | 'voice:leave' | 'voice:mark' | 'voice:renew' | 'voice:signal' | 'voice:ice' | 'voice:list';

/** The socket, as a call uses it. */
export interface CallServer {
  emit<E extends VoiceEvent>(event: E, payload: ClientEventInput<E>): Promise<ClientEventAck<E>>;
  onPush<E extends PushEventName>(event: E, handler: (payload: PushPayload<E>) => void): () => void;
  /** Now, if connected, and on every connection. */
  onConnected(handler: () => void): () => void;
  onDisconnected(handler: () => void): () => void;
  /** Runs the work once all earlier work of this kind is done: the joins and leaves of this tab. */
  inTurn: Turns;
}

/** A pair, as a call uses it. */
export type CallPair = Pick<
  Pair,
  | 'status'
  | 'loss'
  | 'receive'
  | 'setTrack'
  | 'setWants'
  | 'setMuted'
  | 'setLoad'
  | 'setIce'
  | 'rebuild'
  | 'retryNow'
  | 'audioLevel'
  | 'stats'
  | 'close'
>;
export type CallPairOptions = Pick<
  PairOptions,
  'peer' | 'me' | 'ice' | 'send' | 'onChange' | 'onTrack' | 'onIceRefused'
>;

/** The surroundings of a call: the server, devices, and settings. */
export interface CallOptions {
  serverId: string;
  channelId: string;
  me: PairEnd;
  /** Names the session anew if its id is taken in the call. */
  newSessionId: () => string;
  marks: VoiceMarks;
  /** The mute state of before the person deafened themselves. */
  wasMuted: boolean;
  server: CallServer;
  media: LocalMedia;
  playback: Playback;
  clock: PairClock;
  /** Between 0 and 1; spreads retries. */
  random: () => number;
  /** Addresses are hidden: only relays connect. */
  isRelayOnly: () => boolean;
  createPair: (options: CallPairOptions) => CallPair;
  controls: ControlsStore;
  /** The server took back camera and share: too many people, or a permission is gone. */
  onVideoRefused: (error: unknown) => void;
}

/** The viewer's settings for other people. */
export interface ControlsStore {
  of(userId: string): PersonControls;
  change(userId: string, change: Partial<PersonControls>): void;
}
