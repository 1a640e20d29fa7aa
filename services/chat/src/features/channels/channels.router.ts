import { channelRoutes } from '@maru/contracts/http/chat/channels';
import { route, type BoundRoute } from '@maru/service-kit/http/mount-routes';
import type { Authorize } from '../../platform/authorize.js';
import type { ChannelsService } from './channels.service.js';

export const channelBindings = (channels: ChannelsService, authorize: Authorize): BoundRoute[] => [
  route(channelRoutes.createChannel, {
    authorize: authorize.inServer('manageChannels'),
    handle: ({ caller, params, body, idempotencyKey }) => {
      const request = ['createChannel', params, body];
      return channels.create({ userId: caller.userId, key: idempotencyKey, request }, { ...params, ...body });
    },
  }),
  route(channelRoutes.updateChannel, {
    authorize: authorize.inChannel('manageChannels'),
    handle: ({ caller, params, body }) => channels.update(caller.userId, params.channelId, body),
  }),
  route(channelRoutes.deleteChannel, {
    authorize: authorize.inChannel('manageChannels'),
    handle: ({ caller, params }) => channels.remove(caller.userId, params.channelId),
  }),
];
