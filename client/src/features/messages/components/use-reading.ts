import type { ChannelId } from '@maru/contracts/primitives';
import { useEffect, useState } from 'react';
import { readChannelState } from '@/shared/api/channel-states';
import { markRead } from '../api/timelines';

/** The seq up to which the channel was read when it was opened; undefined when nothing is new. */
export const useOpenedReadSeq = (channelId: string): number | undefined => {
  const [readSeq] = useState(() => {
    const state = readChannelState(channelId);
    return state && state.lastReadSeq > 0 && state.lastSeq > state.lastReadSeq
      ? state.lastReadSeq
      : undefined;
  });
  return readSeq;
};

/** Marks what is on the screen as read, while somebody looks at it. */
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

/** The last seq when the reader was at the end: what came after is new to them. */
export const useSeenSeq = (headSeq: number, isAtEnd: boolean): number => {
  const [seenSeq, setSeenSeq] = useState(headSeq);
  if (isAtEnd && seenSeq !== headSeq) setSeenSeq(headSeq);
  return isAtEnd ? headSeq : seenSeq;
};
