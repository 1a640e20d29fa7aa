import { channelId as channelIdSchema, ulid, userId } from '@maru/contracts/primitives';
import type { VoiceMarks, VoiceRoom } from '@maru/contracts/socket/voice';
import type { CallServer } from '@/features/calls/model/call-options';
import { createTurns } from '@/features/calls/model/turns';
import { ApiError } from '@/shared/api/api-error';
import { aVoiceMember } from './fake-call.js';
import type { VirtualClock } from './virtual-clock.js';

const leaseMs = 12_000;
const answerTimeoutMs = 10_000;
const startedAt = '2026-01-01T00:00:00.000Z';

/** The way of one request, in milliseconds. */
export interface Fate {
  toServer: number;
  toClient: number;
  /** The server acts, but its answer never arrives. */
  isAnswerLost: boolean;
}

export interface Place {
  channelId: string;
  sessionId: string;
  marks: VoiceMarks;
  until: number;
}

interface Request {
  channelId: string;
  sessionId: string;
  marks: VoiceMarks;
  takeOver?: boolean;
}

/** A server that holds one person's place among its calls. Requests overtake each other as their fates want. */
export class FakeCallServer {
  readonly me = userId.parse('11111111-1111-4111-8111-111111111111');
  /** Requests by name, in the order of their sending. */
  readonly sent: string[] = [];
  private stored: Place | undefined;
  private version = 1;
  private isOnline = true;
  private readonly turns = createTurns();
  private readonly connected = new Set<() => void>();
  private readonly disconnected = new Set<() => void>();
  private readonly waiting = new Set<() => void>();

  constructor(
    private readonly clock: VirtualClock,
    private readonly nextFate: () => Fate,
  ) {}

  /** The person's live place. */
  get place(): Place | undefined {
    return this.stored && this.stored.until > this.clock.now() ? this.stored : undefined;
  }

  setOnline(isOnline: boolean) {
    if (this.isOnline === isOnline) return;
    this.isOnline = isOnline;
    if (!isOnline) for (const cut of this.waiting) cut();
    for (const handler of isOnline ? this.connected : this.disconnected) handler();
  }

  /** The socket, as the calls of one tab use it. */
  readonly client: CallServer = {
    // The generic name hides from TypeScript that the answer belongs to it.
    emit: (event, payload) => this.ask(event, payload as never) as never,
    onPush: () => () => undefined,
    onConnected: (handler) => {
      this.connected.add(handler);
      if (this.isOnline) handler();
      return () => void this.connected.delete(handler);
    },
    onDisconnected: (handler) => {
      this.disconnected.add(handler);
      return () => void this.disconnected.delete(handler);
    },
    inTurn: (work) => this.turns(work),
  };

  private ask(event: string, request: Request): Promise<unknown> {
    if (!this.isOnline) return Promise.reject(new ApiError('UNREACHABLE'));
    this.sent.push(event);
    const { toServer, toClient, isAnswerLost } = this.nextFate();
    return new Promise((resolve, reject) => {
      const cut = () => {
        this.waiting.delete(cut);
        reject(new ApiError('UNREACHABLE'));
      };
      this.waiting.add(cut);
      this.clock.setTimeout(cut, answerTimeoutMs);
      this.clock.setTimeout(() => {
        // The connection ended before.
        if (!this.waiting.has(cut)) return;
        const answer = this.act(event, request);
        if (isAnswerLost) return;
        this.clock.setTimeout(() => {
          if (!this.waiting.delete(cut)) return;
          if (answer instanceof Error) reject(answer);
          else resolve(answer);
        }, toClient);
      }, toServer);
    });
  }

  private act(event: string, request: Request): object {
    if (event === 'voice:join') return this.join(request);
    const { place } = this;
    if (event === 'voice:list') return { rooms: place ? [this.room(place.channelId)] : [] };
    const isHere = place?.sessionId === request.sessionId && place.channelId === request.channelId;
    if (event === 'voice:leave') {
      if (isHere) this.put(undefined);
      return {};
    }
    if (!place || !isHere) return new ApiError('NOT_FOUND');
    if (event === 'voice:mark') this.put({ ...place, marks: request.marks });
    if (event === 'voice:renew') place.until = this.clock.now() + leaseMs;
    return { room: this.room(request.channelId) };
  }

  private join({ channelId, sessionId, marks, takeOver }: Request): object {
    const isOther = this.place !== undefined && this.place.sessionId !== sessionId;
    if (isOther && !takeOver) return new ApiError('CALL_ELSEWHERE');
    this.put({ channelId, sessionId, marks, until: this.clock.now() + leaseMs });
    const ice = { servers: [], hasRelay: false, expiresInMs: null };
    return { room: this.room(channelId), ice, limits: { people: 12, video: 6 } };
  }

  private put(place: Place | undefined) {
    this.stored = place;
    this.version += 1;
  }

  private room(channelId: string): VoiceRoom {
    const isHere = this.place?.channelId === channelId;
    const members = isHere
      ? [
          aVoiceMember({
            userId: this.me,
            sessionId: ulid.parse(this.place?.sessionId),
            marks: this.place?.marks,
          }),
        ]
      : [];
    return { channelId: channelIdSchema.parse(channelId), version: this.version, startedAt, members };
  }
}
