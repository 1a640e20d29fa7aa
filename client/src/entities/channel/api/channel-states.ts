import type { ChannelState } from '@maru/contracts/socket/channels';
import { useQuery } from '@tanstack/react-query';
import { mergeChannelState, type ChannelNews, type ChannelStates } from '../model/channel-states.js';
import { queryClient } from '@/shared/api/query-client';

const queryKey = ['channel-states'];

/** Unread states of all channels that this app has heard of; sockets write, lists and titles read. */
export const useChannelStates = (): ChannelStates =>
  useQuery<ChannelStates>({ queryKey, queryFn: () => ({}), initialData: {} }).data;

export const writeChannelState = (next: ChannelNews): void =>
  void queryClient.setQueryData<ChannelStates>(queryKey, (states = {}) => mergeChannelState(states, next));

export const readChannelState = (channelId: string): ChannelState | undefined =>
  queryClient.getQueryData<ChannelStates>(queryKey)?.[channelId];
