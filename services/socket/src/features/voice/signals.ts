import { limits } from '@maru/contracts/limits';
import type { ChannelId } from '@maru/contracts/primitives';
import type { VoiceSignal } from '@maru/contracts/socket/voice-signal';
import { AppError } from '@maru/service-kit/app-error';
import { createRateLimiter } from '@maru/service-kit/rate-limiter';
import { bounds } from '../../config/bounds.js';
import type { MaruServer } from '../../platform/realtime.js';
import type { KnownRooms, Session } from './known-rooms.js';
import { memberIn } from './room.js';

interface SentSignal {
  channelId: ChannelId;
  from: Session;
  to: Session;
  signal: VoiceSignal;
}

const { signalsToOne } = bounds.events.perNode;

/** Relays signals between two members of one call. It reads the store only if this node's copy of the call lacks one of them. */
export class Signals {
  private readonly pairs = createRateLimiter().limit('signals', signalsToOne);

  constructor(
    private readonly io: MaruServer,
    private readonly rooms: Pick<KnownRooms, 'requireWith'>,
  ) {}

  /** @throws NOT_FOUND if either session is not in the call; PAYLOAD_TOO_LARGE, RATE_LIMITED */
  async relay({ channelId, from, to, signal }: SentSignal): Promise<void> {
    // The schema counts characters.
    if (Buffer.byteLength(JSON.stringify(signal)) > limits.voiceSignalBytes)
      throw new AppError('PAYLOAD_TOO_LARGE');
    await this.rooms.requireWith(channelId, from);
    const target = memberIn(await this.rooms.requireWith(channelId, to), to.userId);
    await this.pairs.consume(`${from.userId} ${to.userId}`);
    if (target) this.io.to(target.socketId).emit('voice:signalled', { channelId, from, signal });
  }
}
