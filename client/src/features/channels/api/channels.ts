import { channelRoutes } from '@maru/contracts/http/chat/channels';
import type { ChannelId, ServerId } from '@maru/contracts/primitives';
import type { RouteInput } from '@maru/contracts/route';
import { limits } from '@maru/contracts/limits';
import { useMutation } from '@tanstack/react-query';
import { useEffect } from 'react';
import { writeChannelState } from '@/entities/channel/api/channel-states';
import { call } from '@/shared/api/http';
import { emit, onConnected, onPush } from '@/shared/api/realtime';

type NewChannel = RouteInput<typeof channelRoutes.createChannel>['body'] & { idempotencyKey: string };

export const useCreateChannel = (serverId: ServerId) =>
  useMutation({
    mutationFn: ({ idempotencyKey, ...body }: NewChannel) =>
      call(channelRoutes.createChannel, { params: { serverId }, body, idempotencyKey }),
  });

export const useUpdateChannel = (channelId: ChannelId) =>
  useMutation({
    mutationFn: (body: RouteInput<typeof channelRoutes.updateChannel>['body']) =>
      call(channelRoutes.updateChannel, { params: { channelId }, body }),
  });

export const useDeleteChannel = (channelId: ChannelId) =>
  useMutation({ mutationFn: () => call(channelRoutes.deleteChannel, { params: { channelId } }) });

const loadStates = async (channelIds: ChannelId[]) => {
  const size = limits.channelStatesPerRequest;
  for (let from = 0; from < channelIds.length; from += size) {
    const { states } = await emit('channel:states', { channelIds: channelIds.slice(from, from + size) });
    states.forEach(writeChannelState);
  }
};

/** Unread states of the given channels, again after every reconnection. */
export const useLoadChannelStates = (channelIds: ChannelId[]): void => {
  const key = channelIds.join();
  useEffect(() => {
    if (!key) return undefined;
    // Ids were joined just above.
    const ids = key.split(',') as ChannelId[];
    return onConnected(() => void loadStates(ids).catch(() => undefined));
  }, [key]);
};

/** Keeps unread states as sockets tell of them. */
export const subscribeToChannelStates = (): (() => void) => {
  const stops = [
    onPush('channel:activity', writeChannelState),
    onPush('read:updated', ({ channelId, lastReadSeq }) => writeChannelState({ channelId, lastReadSeq })),
  ];
  return () => stops.forEach((stop) => stop());
};
