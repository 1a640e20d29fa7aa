import type { ChannelId, ServerId } from '@maru/contracts/primitives';
import type { ChannelProgress } from '@maru/contracts/socket/messages';

interface Activity extends ChannelProgress {
  serverId: ServerId;
  channelId: ChannelId;
  /** The room of all who may see the channel. */
  audience: string;
}

interface Throttled {
  timer?: NodeJS.Timeout;
  sent: Activity;
  pending: Activity | undefined;
}

/** True if `a` is a later state of the channel than `b`. */
const isNewer = (a: Activity, b: Activity): boolean =>
  a.lastSeq > b.lastSeq || (a.lastSeq === b.lastSeq && a.changes > b.changes);

/**
 * Hints of activity for all who may see a channel: the first message is told at once, those within the next `intervalMs` in one
 * hint. The cost per second is bounded, however many messages or members there are.
 */
export const createActivityThrottle = (emit: (activity: Activity) => void, intervalMs = 500) => {
  const channels = new Map<string, Throttled>();
  let isStopped = false;

  const send = (activity: Activity) => {
    const state: Throttled = { sent: activity, pending: undefined };
    channels.set(activity.channelId, state);
    emit(activity);
    state.timer = setTimeout(() => {
      if (state.pending) send(state.pending);
      else channels.delete(activity.channelId);
    }, intervalMs);
    state.timer.unref();
  };

  return {
    hint(activity: Activity): void {
      if (isStopped) return;
      const state = channels.get(activity.channelId);
      if (!state) return send(activity);
      if (isNewer(activity, state.pending ?? state.sent)) state.pending = activity;
    },
    /** Emits nothing more: the connections are about to close. */
    stop(): void {
      isStopped = true;
      for (const { timer } of channels.values()) clearTimeout(timer);
      channels.clear();
    },
  };
};
