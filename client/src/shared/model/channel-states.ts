import type { ChannelState } from '@maru/contracts/socket/channels';

/** Where each channel and its reader stand, by channel id. */
export type ChannelStates = Record<string, ChannelState>;

export const isUnread = (state: ChannelState | undefined): boolean =>
  state !== undefined && state.lastSeq > state.lastReadSeq;

/** Merges what arrived in whatever order: both numbers only grow. */
export const mergeChannelState = (
  states: ChannelStates,
  next: Partial<ChannelState> & Pick<ChannelState, 'channelId'>,
): ChannelStates => {
  const known = states[next.channelId];
  const lastSeq = Math.max(known?.lastSeq ?? 0, next.lastSeq ?? 0);
  const lastReadSeq = Math.max(known?.lastReadSeq ?? 0, next.lastReadSeq ?? 0);
  if (known && known.lastSeq === lastSeq && known.lastReadSeq === lastReadSeq) return states;
  return { ...states, [next.channelId]: { channelId: next.channelId, lastSeq, lastReadSeq } };
};
