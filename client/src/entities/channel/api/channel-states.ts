import { limits } from '@maru/contracts/limits';
import type { ChannelId } from '@maru/contracts/primitives';
import type { ChannelState } from '@maru/contracts/socket/channels';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { queryClient } from '@/shared/api/query-client';
import { emit, onConnected, onPush } from '@/shared/api/realtime';
import { mergeChannelState, type ChannelNews, type ChannelStates } from '../model/channel-states';

const queryKey = ['channel-states'];

/** Unread states of all channels that this tab has heard of. Pushes write them; lists and titles read them. */
export const useChannelStates = (): ChannelStates =>
  useQuery<ChannelStates>({ queryKey, queryFn: () => ({}), initialData: {} }).data;

export const writeChannelState = (next: ChannelNews): void =>
  void queryClient.setQueryData<ChannelStates>(queryKey, (states = {}) => mergeChannelState(states, next));

export const readChannelState = (channelId: string): ChannelState | undefined =>
  queryClient.getQueryData<ChannelStates>(queryKey)?.[channelId];

const loadStates = async (channelIds: ChannelId[]) => {
  const size = limits.channelStatesPerRequest;
  for (let from = 0; from < channelIds.length; from += size) {
    const { states } = await emit('channel:states', { channelIds: channelIds.slice(from, from + size) });
    states.forEach(writeChannelState);
  }
};

/** Loads the unread states of these channels, and again after every reconnection. */
export const useLoadChannelStates = (channelIds: ChannelId[]): void => {
  const key = channelIds.join();
  useEffect(() => {
    if (!key) return undefined;
    // The key is made of ids, three lines above.
    const ids = key.split(',') as ChannelId[];
    return onConnected(() => void loadStates(ids).catch(() => undefined));
  }, [key]);
};

/** Writes pushes about unread states to the cache. */
export const subscribeToChannelStates = (): (() => void) => {
  const stops = [
    onPush('channel:activity', writeChannelState),
    onPush('read:updated', ({ channelId, lastReadSeq }) => writeChannelState({ channelId, lastReadSeq })),
  ];
  return () => stops.forEach((stop) => stop());
};
