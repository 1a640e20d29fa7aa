import { limits } from '@maru/contracts/limits';
import { channelId as channelIdSchema, serverId as serverIdSchema } from '@maru/contracts/primitives';
import type { ClientEventAck } from '@maru/contracts/socket/events';
import type { VoiceMarks, VoiceRoom } from '@maru/contracts/socket/voice';
import { ApiError, codeOf, isTemporary } from '@/shared/api/api-error';
import type { CallServer } from './call-options.js';
import type { OwnSession } from './own-session.js';
import type { PairClock } from './pair-options.js';
import { backoff, PairTimer } from './pair-timer.js';

export type Joined = ClientEventAck<'voice:join'>;

interface CallLinkOptions {
  server: CallServer;
  clock: PairClock;
  random: () => number;
  serverId: string;
  channelId: string;
  me: OwnSession;
  marks: () => VoiceMarks;
  version: () => number;
  onJoined: (joined: Joined, marks: VoiceMarks) => void;
  onRoom: (room: VoiceRoom) => void;
  /** The session is in another call of the server: a moderator has moved it while its news could not arrive. */
  onFound: (channelId: string) => void;
  /** The server doesn't answer; the link goes on trying. */
  onLost: () => void;
  /** Trying again changes nothing by itself. */
  onRefused: (code: string) => void;
}

/** The news that ends or moves a stay may come after an answer that shows the session outside of the call. */
const newsMs = 500;
/** Socket nodes hear of a new channel a moment after the page that shows it. */
const triesOfNewChannel = 4;
const leaveAgainMs = 500;

interface Attempt {
  /** The call that was tried. */
  channelId: string;
  joined?: { answer: Joined; marks: VoiceMarks };
  error?: unknown;
}

const pause = (clock: PairClock, ms: number) =>
  new Promise<void>((resolve) => void clock.setTimeout(resolve, ms));

/** Keeps the session in the call: joins, renews the lease, and joins again for ever after failures. */
export class CallLink {
  channelId: string;
  private isTakingOver = false;
  private isJoining = false;
  private isClosed = false;
  private isStopped = false;
  private hasJoined = false;
  /** The session may be in another call than this. */
  private isDoubtful = false;
  /** A join was sent, so that the server may hold the session. */
  private mayBeIn = false;
  /** Rises with every join that succeeds: answers to renewals of before come late. */
  private stay = 0;
  private failures = 0;
  private readonly timer: PairTimer;
  private readonly stops: (() => void)[];

  constructor(private readonly options: CallLinkOptions) {
    this.channelId = options.channelId;
    this.timer = new PairTimer(options.clock);
    const { server } = options;
    this.stops = [
      server.onConnected(() => {
        this.isDoubtful = this.hasJoined;
        if (!this.isStopped) void this.join();
      }),
      server.onDisconnected(() => {
        if (!this.isStopped) this.lost(undefined);
      }),
    ];
  }

  private get own() {
    return { channelId: channelIdSchema.parse(this.channelId), sessionId: this.options.me.sessionId };
  }

  async join() {
    if (this.isJoining || this.isClosed) return;
    this.isStopped = false;
    this.isJoining = true;
    this.timer.clear();
    const { channelId, error, joined } = await this.options.server.inTurn(() => this.attempt());
    this.isJoining = false;
    if (this.isClosed) return;
    if (channelId !== this.channelId) return void this.join();
    if (joined) this.succeeded(joined.answer, joined.marks);
    else this.failed(error);
  }

  takeOver() {
    this.isTakingOver = true;
    void this.join();
  }

  /** A moderator has moved the session. */
  move(channelId: string) {
    this.channelId = channelId;
    this.isDoubtful = false;
    void this.join();
  }

  /** The newest roster lacks the session. */
  doubt() {
    if (!this.isJoining) this.timer.set(newsMs, () => void this.renew());
  }

  joinIn(ms: number) {
    this.timer.set(ms, () => void this.join());
  }

  async renew() {
    // Joining renews as well.
    if (this.isJoining) return;
    this.timer.clear();
    const { server, version } = this.options;
    const { stay } = this;
    const isLate = () => this.isClosed || this.isStopped || this.isJoining || stay !== this.stay;
    try {
      const { room } = await server.emit('voice:renew', { ...this.own, version: version() });
      if (isLate()) return;
      if (room) this.options.onRoom(room);
      this.renewLater();
    } catch (error) {
      if (isLate()) return;
      if (codeOf(error) === 'NOT_FOUND') this.gone();
      else this.failed(error);
    }
  }

  /** Ends the link; tells the server unless it has ended the stay itself. */
  close(isTold: boolean) {
    if (this.isClosed) return;
    this.isClosed = true;
    this.timer.close();
    for (const stop of this.stops) stop();
    // A join that is under way may bring the session back.
    if (isTold || this.isJoining) void this.options.server.inTurn(() => this.leave());
  }

  /** One try to join. A call that was left meanwhile is not joined. */
  private async attempt(): Promise<Attempt> {
    let { channelId } = this;
    try {
      await this.locate();
      ({ channelId } = this);
      if (this.isClosed) return { channelId };
      const marks = this.options.marks();
      this.mayBeIn = true;
      const answer = await this.options.server.emit('voice:join', {
        ...this.own,
        marks,
        takeOver: this.isTakingOver,
      });
      return { channelId, joined: { answer, marks } };
    } catch (error) {
      return { channelId, error };
    }
  }

  /** Repeated until it is answered, or the lease has ended without it: otherwise a person who joins again finds themselves in the call. */
  private async leave() {
    const { server, clock, random } = this.options;
    const end = clock.now() + limits.voice.leaseMs;
    let isOver = !this.mayBeIn;
    while (!isOver) {
      try {
        await server.emit('voice:leave', this.own);
        isOver = true;
      } catch (error) {
        isOver = !isTemporary(error) || clock.now() >= end;
        if (!isOver) await pause(clock, leaveAgainMs * (0.75 + random() / 2));
      }
    }
  }

  /** Joining the old call would undo a move. Of two copies of calls, one may be outdated. */
  private async locate() {
    if (!this.isDoubtful) return;
    const serverId = serverIdSchema.parse(this.options.serverId);
    const { rooms } = await this.options.server.emit('voice:list', { serverId });
    const { me } = this.options;
    const since = ({ members }: VoiceRoom) => members.find((each) => me.is(each))?.joinedAt ?? '';
    const [latest] = rooms.toSorted((one, other) => since(other).localeCompare(since(one)));
    const isElsewhere = latest !== undefined && since(latest) !== '' && latest.channelId !== this.channelId;
    if (isElsewhere && this.isDoubtful && !this.isClosed) this.options.onFound(latest.channelId);
  }

  private gone() {
    this.isDoubtful = true;
    this.options.onLost();
    this.joinIn(newsMs * (1 + this.options.random()));
  }

  private succeeded(joined: Joined, marks: VoiceMarks) {
    this.stay += 1;
    this.failures = 0;
    this.isTakingOver = false;
    this.isDoubtful = false;
    this.hasJoined = true;
    this.options.onJoined(joined, marks);
    this.renewLater();
  }

  private renewLater() {
    this.timer.set(limits.voice.renewMs, () => void this.renew());
  }

  private failed(error: unknown) {
    const isNew = codeOf(error) === 'NOT_FOUND' && !this.hasJoined && this.failures < triesOfNewChannel;
    if (isTemporary(error) || isNew)
      return this.lost(error instanceof ApiError ? error.retryAfterMs : undefined);
    this.isStopped = true;
    this.options.onRefused(codeOf(error));
  }

  private lost(retryAfterMs: number | undefined) {
    this.options.onLost();
    const pause = backoff(this.failures++, { first: 500, max: 10_000, random: this.options.random });
    this.joinIn(Math.max(retryAfterMs ?? 0, pause));
  }
}
