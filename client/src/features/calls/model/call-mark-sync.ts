import type { VoiceMarks, VoiceRoom } from '@maru/contracts/socket/voice';
import { ApiError, codeOf, isTemporary } from '@/shared/api/api-error';
import { areEqualMarks } from './call-marks.js';
import type { PairClock } from './pair-options.js';
import { backoff, PairTimer } from './pair-timer.js';

interface MarkSyncOptions {
  clock: PairClock;
  random: () => number;
  marks: () => VoiceMarks;
  send: (marks: VoiceMarks) => Promise<{ room: VoiceRoom }>;
  onRoom: (room: VoiceRoom) => void;
  /** The server takes no video of this person now. */
  onVideoRefused: (error: unknown) => void;
  /** The session is no longer in the call. */
  onLost: () => void;
}

/** Tells the server the newest marks: one message at a time, and the last one wins. */
export class MarkSync {
  private isPaused = true;
  /** Undefined while the server may hold those of before a message, or those of it: its answer may get lost. */
  private known: VoiceMarks | undefined;
  private isSending = false;
  private failures = 0;
  /** Rises with every pause: answers of before it are late. */
  private stay = 0;
  private readonly timer: PairTimer;

  constructor(private readonly options: MarkSyncOptions) {
    this.timer = new PairTimer(options.clock);
  }

  /** The server holds the present marks. */
  get isSettled() {
    return !this.isSending && this.isKnown;
  }

  /** The server holds these marks since joining. */
  joined(marks: VoiceMarks) {
    this.isPaused = false;
    this.known = marks;
    this.changed();
  }

  changed() {
    if (!this.isPaused && !this.isSending) void this.run();
  }

  /** Nothing is sent before the next joining. */
  pause() {
    this.stay += 1;
    this.isPaused = true;
    this.known = undefined;
    this.timer.clear();
  }

  close() {
    this.pause();
    this.timer.close();
  }

  private get isKnown() {
    return this.known !== undefined && areEqualMarks(this.known, this.options.marks());
  }

  private async run() {
    this.timer.clear();
    this.isSending = true;
    while (!this.isPaused && !this.isKnown) {
      // Each turn sends what changed meanwhile.
      if (!(await this.sendOnce(this.options.marks()))) break;
    }
    this.isSending = false;
  }

  private async sendOnce(marks: VoiceMarks) {
    const { stay } = this;
    this.known = undefined;
    try {
      const { room } = await this.options.send(marks);
      if (stay !== this.stay) return this.late();
      this.failures = 0;
      this.known = marks;
      this.options.onRoom(room);
      return true;
    } catch (error) {
      return stay === this.stay ? this.failed(error, marks) : this.late();
    }
  }

  /** The message is of before the last joining, and may have overtaken it. */
  private late() {
    this.known = undefined;
    return true;
  }

  /** Returns whether to go on at once. */
  private failed(error: unknown, { hasCamera, hasScreen }: VoiceMarks) {
    const isVideo = ['VIDEO_LIMIT_REACHED', 'FORBIDDEN'].includes(codeOf(error)) && (hasCamera || hasScreen);
    if (isVideo) {
      this.options.onVideoRefused(error);
      return true;
    }
    const wished = error instanceof ApiError ? error.retryAfterMs : undefined;
    const pause = backoff(this.failures++, { first: 500, max: 5_000, random: this.options.random });
    this.timer.set(Math.max(wished ?? 0, pause), () => this.changed());
    if (!isTemporary(error)) this.options.onLost();
    return false;
  }
}
