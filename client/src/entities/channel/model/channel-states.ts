import type { ChannelState } from '@maru/contracts/socket/channels';

/** Where each channel and its reader stand, by channel id. */
export type ChannelStates = Record<string, ChannelState>;

/** What may be heard of a channel: its head, or the reader's pointer, or both. */
export type ChannelNews = Pick<ChannelState, 'channelId'> &
  (
    | Omit<ChannelState, 'channelId'>
    | Omit<ChannelState, 'channelId' | 'lastReadSeq'>
    | { lastReadSeq: number }
  );

/** Tombstones are nothing to read, so the newest message counts that is none. */
export const isUnread = (state: ChannelState | undefined): boolean =>
  state !== undefined && state.newestSeq > state.lastReadSeq;

type Progress = Pick<ChannelState, 'lastSeq' | 'changes' | 'newestSeq'>;

const nothing: Progress = { lastSeq: 0, changes: 0, newestSeq: 0 };

/** Heads are ordered by messages, then by changes: a node may know of another's changes late, but never of its messages. */
const isAhead = (a: Progress, b: Progress): boolean =>
  a.lastSeq > b.lastSeq || (a.lastSeq === b.lastSeq && a.changes > b.changes);

/** Merges what arrived in whatever order: the furthest head counts, and the furthest pointer. */
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
