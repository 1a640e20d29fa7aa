import type { ChannelId, ServerId } from '@maru/contracts/primitives';

interface Activity {
  serverId: ServerId;
  channelId: ChannelId;
  lastSeq: number;
}

interface Throttled {
  sentSeq: number;
  pending: Activity | undefined;
}

/**
 * Tells a server's members that something was said in one of its channels: the first message at once, what follows
 * within `intervalMs` in one hint. The cost per second is bounded, however many messages or members there are.
 */
export const createActivityThrottle = (emit: (activity: Activity) => void, intervalMs = 500) => {
  const channels = new Map<string, Throttled>();

  const send = (activity: Activity) => {
    const state: Throttled = { sentSeq: activity.lastSeq, pending: undefined };
    channels.set(activity.channelId, state);
    emit(activity);
    setTimeout(() => {
      if (state.pending) send(state.pending);
      else channels.delete(activity.channelId);
    }, intervalMs).unref();
  };

  return (activity: Activity): void => {
    const state = channels.get(activity.channelId);
    if (!state) return send(activity);
    if (activity.lastSeq > (state.pending?.lastSeq ?? state.sentSeq)) state.pending = activity;
  };
};
