import type { ChannelId } from '@maru/contracts/primitives';
import { useEffect, useState } from 'react';
import { readChannelState } from '@/entities/channel/api/channel-states';
import { isUnread } from '@/entities/channel/model/channel-states';
import { markRead } from '@/entities/channel/api/timelines';

const unreadFrom = (channelId: string): number | undefined => {
  const state = readChannelState(channelId);
  return isUnread(state) ? state?.lastReadSeq : undefined;
};

/** The seq up to which the channel was read at the last start; undefined when nothing was new. */
export const useOpenedReadSeq = (channelId: string, startKey: number): number | undefined => {
  const [opened, setOpened] = useState(() => ({ startKey, readSeq: unreadFrom(channelId) }));
  if (opened.startKey === startKey) return opened.readSeq;
  const readSeq = unreadFrom(channelId);
  setOpened({ startKey, readSeq });
  return readSeq;
};

/** Marks the channel as read up to `seq` while the reader is at the bottom and the page has the focus. */
export const useMarkRead = (channelId: ChannelId, seq: number, isAtBottom: boolean) => {
  useEffect(() => {
    const mark = () => {
      if (isAtBottom && seq > 0 && document.hasFocus()) void markRead(channelId, seq).catch(() => undefined);
    };
    mark();
    window.addEventListener('focus', mark);
    return () => window.removeEventListener('focus', mark);
  }, [channelId, seq, isAtBottom]);
};

interface SeenOptions {
  headSeq: number;
  /** Up to where the channel was read at the start; undefined: to its head. */
  readSeq: number | undefined;
  isAtEnd: boolean;
}

/** The last seq that the reader has seen: what comes after is new to them. */
export const useSeenSeq = ({ headSeq, readSeq, isAtEnd }: SeenOptions): number => {
  const [seenSeq, setSeenSeq] = useState(readSeq ?? headSeq);
  if (isAtEnd && seenSeq !== headSeq) setSeenSeq(headSeq);
  return isAtEnd ? headSeq : seenSeq;
};
