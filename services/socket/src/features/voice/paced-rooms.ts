import type { ChannelId } from '@maru/contracts/primitives';
import type { StoredRoom } from './room.js';

/** Sends the states of each call with a pause between them: the first at once, then the last one that came during the pause. */
export class PacedRooms {
  /** Calls that were sent a moment ago, with the newest state that has to wait. */
  private readonly recent = new Map<ChannelId, StoredRoom | undefined>();

  constructor(
    private readonly pauseMs: number,
    private readonly send: (room: StoredRoom) => void,
  ) {}

  /** An urgent state doesn't wait for the end of a pause. */
  push(room: StoredRoom, isUrgent = false): void {
    const { channelId } = room;
    const isPaused = this.recent.has(channelId);
    if (isPaused && !isUrgent) return void this.recent.set(channelId, room);
    if (!isPaused) setTimeout(() => this.resume(channelId), this.pauseMs).unref();
    this.recent.set(channelId, undefined);
    this.send(room);
  }

  private resume(channelId: ChannelId): void {
    const waiting = this.recent.get(channelId);
    this.recent.delete(channelId);
    if (waiting) this.push(waiting);
  }
}
