import { channelRoutes } from '@maru/contracts/http/chat/channels';
import { route, type BoundRoute } from '@maru/service-kit/http/mount-routes';
import type { Authorize } from '../../platform/authorize.js';
import type { CategoriesService } from './categories.service.js';
import type { ChannelsService } from './channels.service.js';
import type { PlacementService } from './placement.service.js';

export interface ChannelServices {
  channels: ChannelsService;
  categories: CategoriesService;
  placement: PlacementService;
}

export const channelBindings = (
  { channels, categories, placement }: ChannelServices,
  authorize: Authorize,
): BoundRoute[] => [
  route(channelRoutes.createChannel, {
    authorize: authorize.inServer('manageChannels'),
    handle: ({ caller, params, body, idempotencyKey }) => {
      const request = ['createChannel', params, body];
      return channels.create({ userId: caller.userId, key: idempotencyKey, request }, params.serverId, body);
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
  route(channelRoutes.moveChannel, {
    authorize: authorize.inChannel('manageChannels'),
    handle: ({ caller, params, body }) => placement.moveChannel(caller.userId, params.channelId, body),
  }),
  route(channelRoutes.createCategory, {
    authorize: authorize.inServer('manageChannels'),
    handle: ({ caller, params, body, idempotencyKey }) => {
      const request = {
        userId: caller.userId,
        key: idempotencyKey,
        request: ['createCategory', params, body],
      };
      return categories.create(request, params.serverId, body.name);
    },
  }),
  route(channelRoutes.updateCategory, {
    authorize: authorize.inCategory('manageChannels'),
    handle: ({ caller, params, body }) => categories.rename(caller.userId, params.categoryId, body.name),
  }),
  route(channelRoutes.deleteCategory, {
    authorize: authorize.inCategory('manageChannels'),
    handle: ({ caller, params }) => categories.remove(caller.userId, params.categoryId),
  }),
  route(channelRoutes.moveCategory, {
    authorize: authorize.inCategory('manageChannels'),
    handle: ({ caller, params, body }) =>
      placement.moveCategory(caller.userId, params.categoryId, body.before),
  }),
];
