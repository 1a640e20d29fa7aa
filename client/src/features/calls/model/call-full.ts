import type { VoiceRoom } from '@maru/contracts/socket/voice';

/** Decides when it is worth asking a full call for a place again: someone has left since it was full. */
export class FullCall {
  /** The most people seen since the last refusal. */
  private most: number | undefined;
  private last: number | undefined;

  refused() {
    this.most = this.last;
  }

  hasPlace({ members }: VoiceRoom) {
    const count = members.length;
    this.last = count;
    const isLess = this.most === undefined || count < this.most;
    this.most = Math.max(this.most ?? 0, count);
    return isLess;
  }
}
