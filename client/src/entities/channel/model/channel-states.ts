import type { ChannelState } from '@maru/contracts/socket/channels';

/** The head and the read pointer of each channel, by channel id. */
export type ChannelStates = Record<string, ChannelState>;

/** An update of a channel's head, of its read pointer, or of both. */
export type ChannelNews = Pick<ChannelState, 'channelId'> &
  (
    | Omit<ChannelState, 'channelId'>
    | Omit<ChannelState, 'channelId' | 'lastReadSeq'>
    | { lastReadSeq: number }
  );

/** Deleted messages are not unread: `newestSeq` is the newest message that is not deleted. */
export const isUnread = (state: ChannelState | undefined): boolean =>
  state !== undefined && state.newestSeq > state.lastReadSeq;

type Progress = Pick<ChannelState, 'lastSeq' | 'changes' | 'newestSeq'>;

const nothing: Progress = { lastSeq: 0, changes: 0, newestSeq: 0 };

/** Orders heads by messages, then by changes: a node may learn of another node's changes late, but never of its messages. */
const isAhead = (a: Progress, b: Progress): boolean =>
  a.lastSeq > b.lastSeq || (a.lastSeq === b.lastSeq && a.changes > b.changes);

/** Merges updates that arrive in any order: the furthest head and the furthest pointer win. */
export const mergeChannelState = (states: ChannelStates, next: ChannelNews): ChannelStates => {
  const { channelId } = next;
  const known = states[channelId];
  const head = 'lastSeq' in next && isAhead(next, known ?? nothing) ? next : (known ?? nothing);
  const lastReadSeq = Math.max(known?.lastReadSeq ?? 0, 'lastReadSeq' in next ? next.lastReadSeq : 0);
  const hasSameHead = !isAhead(head, known ?? nothing);
  if (known && hasSameHead && known.lastReadSeq === lastReadSeq) return states;
  const { lastSeq, changes, newestSeq } = head;
  return { ...states, [channelId]: { channelId, lastSeq, changes, newestSeq, lastReadSeq } };
};
