import { channelRoutes } from '@maru/contracts/http/chat/channels';
import { route, type BoundRoute } from '@maru/service-kit/http/mount-routes';
import type { CategoriesService } from './categories.service.js';
import type { ChannelsService } from './channels.service.js';
import type { PlacementService } from './placement.service.js';

export interface ChannelServices {
  channels: ChannelsService;
  categories: CategoriesService;
  placement: PlacementService;
}

export const channelBindings = ({ channels, categories, placement }: ChannelServices): BoundRoute[] => [
  route(channelRoutes.createChannel, ({ caller, params, body, idempotencyKey }) => {
    const request = ['createChannel', params, body];
    return channels.create({ userId: caller.userId, key: idempotencyKey, request }, params.serverId, body);
  }),
  route(channelRoutes.updateChannel, ({ caller, params, body }) =>
    channels.update(caller.userId, params.channelId, body),
  ),
  route(channelRoutes.deleteChannel, ({ caller, params }) =>
    channels.remove(caller.userId, params.channelId),
  ),
  route(channelRoutes.moveChannel, ({ caller, params, body }) =>
    placement.moveChannel(caller.userId, params.channelId, body),
  ),
  route(channelRoutes.createCategory, ({ caller, params, body, idempotencyKey }) => {
    const request = {
      userId: caller.userId,
      key: idempotencyKey,
      request: ['createCategory', params, body],
    };
    return categories.create(request, params.serverId, body.name);
  }),
  route(channelRoutes.updateCategory, ({ caller, params, body }) =>
    categories.rename(caller.userId, params.categoryId, body.name),
  ),
  route(channelRoutes.deleteCategory, ({ caller, params }) =>
    categories.remove(caller.userId, params.categoryId),
  ),
  route(channelRoutes.moveCategory, ({ caller, params, body }) =>
    placement.moveCategory(caller.userId, params.categoryId, body.before),
  ),
];
