import type { ChannelId } from '@maru/contracts/primitives';
import { useEffect, useState } from 'react';
import { readChannelState } from '../api/channel-states';
import { isUnread } from '../model/channel-states';
import { onConnected, useConnection } from '@/shared/api/realtime';
import { outboxOf } from '../api/outbox';
import { catchUp, closeChannel, forgetPast, readTimeline, type ConversationOptions } from '../api/timelines';

export interface Arrival {
  /** The known rows may be shown. */
  isReady: boolean;
  /** Catching up is over: the end of the rows is the end that the reader sees. */
  isSettled: boolean;
  /** Rises when unread messages have come in: readers who were at the end start at them. */
  startKey: number;
}

/** Rows from an earlier visit end where it ended: they would show the reader the wrong place, and mark what follows as read. */
const isBehind = (channelId: string): boolean =>
  useConnection.getState().status === 'online' &&
  readTimeline(channelId) !== undefined &&
  isUnread(readChannelState(channelId));

const isWriting = (userId: string, channelId: string): boolean =>
  outboxOf(userId)
    .snapshot()
    .some((entry) => entry.channelId === channelId);

/** Keeps the channel open on the socket while it is shown, and catches up at the start and after each reconnection. */
export const useArrival = (
  channelId: ChannelId,
  readerId: string,
  { hasUnread = true }: ConversationOptions = {},
): Arrival => {
  const [arrival, setArrival] = useState<Arrival>(() => ({
    isReady: !isBehind(channelId),
    isSettled: false,
    startKey: 0,
  }));
  useEffect(() => {
    let running: Promise<void> | undefined;
    const arrive = async () => {
      // Their own messages are the end of the conversation to them.
      const staysAtEnd = isWriting(readerId, channelId);
      setArrival((before) => ({ ...before, isSettled: false }));
      const hasNews = await catchUp(channelId, readerId, { hasUnread }).catch(() => false);
      setArrival(({ startKey }) => ({
        isReady: true,
        isSettled: true,
        startKey: hasNews && !staysAtEnd ? startKey + 1 : startKey,
      }));
    };
    // A second one at the same time would take for news what the first has only begun to read.
    const stop = onConnected(() => {
      running ??= arrive().finally(() => (running = undefined));
    });
    return () => {
      stop();
      forgetPast(channelId);
      closeChannel(channelId);
    };
  }, [channelId, readerId, hasUnread]);
  return arrival;
};
