import { channelId, serverId, ulid, userId } from '@maru/contracts/primitives';
import type { PushEventName, PushPayload } from '@maru/contracts/socket/events';
import type { VoiceMarks, VoiceMember, VoiceRoom } from '@maru/contracts/socket/voice';
import type { VoiceSignal } from '@maru/contracts/socket/voice-signal';
import type { CallOptions, CallPairOptions, CallServer } from '@/features/calls/model/call-options';
import { CallSession } from '@/features/calls/model/call-session';
import type { PersonControls } from '@/features/calls/model/call';
import { createTurns } from '@/features/calls/model/turns';
import { codeOf } from '@/shared/api/api-error';
import { aVoiceMember } from './fake-call.js';
import { FakeMedia } from './fake-media.js';
import { FakePair } from './fake-pair.js';
import { VirtualClock } from './virtual-clock.js';

export const signal: VoiceSignal = { kind: 'rebuild', life: '01JX0000000000000000000005', connection: null };

export const bob = aVoiceMember({
  userId: userId.parse('22222222-2222-4222-8222-222222222222'),
  sessionId: ulid.parse('01JX0000000000000000000002'),
});
export const carol = aVoiceMember({
  userId: userId.parse('33333333-3333-4333-8333-333333333333'),
  sessionId: ulid.parse('01JX0000000000000000000003'),
});

/** The id of a session whose first id is taken. */
export const freshSessionId = ulid.parse('01JX0000000000000000000008');

const marks: VoiceMarks = { isMuted: false, isDeafened: false, hasCamera: false, hasScreen: false };
const controls: PersonControls = {
  volume: 100,
  isMutedForMe: false,
  screenVolume: 100,
  isScreenMutedForMe: false,
  camera: 'auto',
  screen: 'off',
  sends: true,
};

type CallStay = Pick<CallOptions, 'channelId' | 'marks' | 'wasMuted' | 'server'> & { sessionId: string };
type Push = { event: string; handler: (payload: never) => void };

/** A server with one call, and the devices and pairs of the person who joins it. */
export class FakeCallWorld {
  readonly clock = new VirtualClock();
  readonly media = new FakeMedia();
  readonly serverId = serverId.parse('01JS0000000000000000000000');
  readonly me = {
    userId: userId.parse('11111111-1111-4111-8111-111111111111'),
    sessionId: ulid.parse('01JX0000000000000000000001'),
  };
  channelId = channelId.parse('01JD0000000000000000000000');
  others: VoiceMember[] = [];
  /** Other calls of the server. */
  otherRooms: VoiceRoom[] = [];
  allowed: VoiceMember['allowed'] = { speak: true, video: true, hear: true };
  expiresInMs: number | null = null;
  serverMarks: VoiceMarks = marks;
  /** The error of every event. */
  fails: Error | undefined;
  pairs: FakePair[] = [];
  sessions: string[] = [];
  /** The codes of refused videos. */
  refusals: string[] = [];
  lastJoin: { takeOver?: boolean | undefined } | undefined;
  /** The channels of all joins. */
  joins: string[] = [];
  isRelayOnly = false;
  hasRelay = true;
  /** The person's own member is missing. */
  isOut = false;
  /** The sounds that are set, and whether they are heard. */
  readonly played = new Map<string, boolean>();
  private readonly controls = new Map<string, PersonControls>();
  private readonly turns = createTurns();
  private version = 1;
  private readonly failures = new Map<string, Error>();
  private readonly sent: string[] = [];
  private readonly pushes = new Set<Push>();
  private readonly connected = new Set<() => void>();
  private readonly disconnected = new Set<() => void>();

  /** Opens a call; `stay` says where and how, if not as the world does. */
  open(stay: Partial<CallStay> = {}) {
    return new CallSession({
      serverId: this.serverId,
      channelId: stay.channelId ?? this.channelId,
      me: { ...this.me, sessionId: stay.sessionId ?? this.me.sessionId },
      newSessionId: () => freshSessionId,
      marks: stay.marks ?? marks,
      wasMuted: stay.wasMuted ?? false,
      server: stay.server ?? this.server(),
      media: this.media,
      playback: {
        set: (key, { isMuted }) => void this.played.set(key, !isMuted),
        remove: (key) => void this.played.delete(key),
        isBlocked: () => false,
        resume: () => undefined,
        close: () => undefined,
      },
      clock: this.clock,
      random: () => 0.5,
      isRelayOnly: () => this.isRelayOnly,
      createPair: (options) => this.createPair(options),
      controls: {
        of: (id) => this.controls.get(id) ?? controls,
        change: (id, change) =>
          void this.controls.set(id, { ...(this.controls.get(id) ?? controls), ...change }),
      },
      onVideoRefused: (error) => {
        this.refusals.push(codeOf(error));
      },
    });
  }

  /** Joins a call with these others. */
  async join(...others: VoiceMember[]) {
    this.others = others;
    const call = this.open();
    await this.clock.run(10);
    return call;
  }

  openPairs() {
    return this.pairs.filter(({ isClosed }) => !isClosed).map(({ sessionId }) => sessionId);
  }

  pairOf({ userId: id, sessionId }: VoiceMember) {
    return this.pairs.find(
      ({ peer, isClosed }) => peer.userId === id && peer.sessionId === sessionId && !isClosed,
    );
  }

  /** Returns whether the person hears the voice, and the share, of this member. */
  hears({ userId: id, sessionId }: VoiceMember) {
    const isHeard = (slot: string) => this.played.get(`${id}/${sessionId}/${slot}`);
    return { audio: isHeard('audio'), screenAudio: isHeard('screenAudio') };
  }

  count(event: string) {
    return this.sent.filter((each) => each === event).length;
  }

  failOnce(event: string, error: Error) {
    this.failures.set(event, error);
  }

  room(others = this.others): VoiceRoom {
    const me = aVoiceMember({ ...this.me, marks: this.serverMarks, allowed: this.allowed });
    const startedAt = '2026-01-01T00:00:00.000Z';
    const members = this.isOut ? others : [me, ...others];
    return { channelId: this.channelId, version: this.version, startedAt, members };
  }

  nextRoom(others = this.others) {
    this.version += 1;
    return this.room(others);
  }

  push() {
    this.pushRoom(this.nextRoom());
  }

  pushRoom(room: VoiceRoom) {
    this.emitPush('voice:changed', { serverId: this.serverId, room });
  }

  signalled(from: VoiceMember, sent: VoiceSignal) {
    this.emitPush('voice:signalled', { channelId: this.channelId, from, signal: sent });
  }

  emitPush<E extends PushEventName>(event: E, payload: PushPayload<E>) {
    for (const push of this.pushes) if (push.event === event) push.handler(payload as never);
  }

  disconnect() {
    for (const handler of this.disconnected) handler();
  }

  connect() {
    for (const handler of this.connected) handler();
  }

  private createPair(options: CallPairOptions) {
    const pair = new FakePair(options);
    this.pairs.push(pair);
    return pair;
  }

  private server(): CallServer {
    const added = <T>(set: Set<T>, item: T) => {
      set.add(item);
      return () => void set.delete(item);
    };
    return {
      // The generic name hides from TypeScript that the answer belongs to it.
      emit: (event, payload) => this.answer(event, payload) as never,
      onPush: (event, handler) => added(this.pushes, { event, handler }),
      onConnected: (handler) => {
        const stop = added(this.connected, handler);
        handler();
        return stop;
      },
      onDisconnected: (handler) => added(this.disconnected, handler),
      inTurn: this.turns,
    };
  }

  private async answer(event: string, payload: object) {
    this.sent.push(event);
    await new Promise<void>((resolve) => this.clock.setTimeout(resolve, 1));
    const failure = this.fails ?? this.failures.get(event);
    this.failures.delete(event);
    if (failure) throw failure;
    if ('marks' in payload) this.serverMarks = payload.marks as VoiceMarks;
    if ('sessionId' in payload) this.sessions.push(payload.sessionId as string);
    if (event === 'voice:join') this.lastJoin = payload;
    if (event === 'voice:join' && 'channelId' in payload) this.joins.push(payload.channelId as string);
    const ice = { servers: [], hasRelay: this.hasRelay, expiresInMs: this.expiresInMs };
    return {
      rooms: [this.room(), ...this.otherRooms],
      room: event === 'voice:mark' ? this.nextRoom() : this.room(),
      ice,
      limits: { people: 12, video: 6 },
    };
  }
}
