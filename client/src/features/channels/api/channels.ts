import { channelRoutes } from '@maru/contracts/http/chat/channels';
import type { ChannelId, ServerId } from '@maru/contracts/primitives';
import type { RouteInput } from '@maru/contracts/route';
import { useMutation } from '@tanstack/react-query';
import { call } from '@/shared/api/http';

type NewChannel = RouteInput<typeof channelRoutes.createChannel>['body'] & { idempotencyKey: string };

export const useCreateChannel = (serverId: ServerId) =>
  useMutation({
    meta: { handledErrors: 'all' },
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
