import { channelRoutes } from '@maru/contracts/http/chat/channels';
import { route, type BoundRoute } from '@maru/service-kit/http/mount-routes';
import type { Authorize } from '../../platform/authorize.js';
import type { OverwritesService } from './overwrites.service.js';

export const overwriteBindings = (overwrites: OverwritesService, authorize: Authorize): BoundRoute[] => [
  route(channelRoutes.setChannelOverwrite, {
    authorize: authorize.inChannel('manageRoles'),
    handle: ({ caller, params: { channelId, targetId }, body }) =>
      overwrites.setForChannel(caller.userId, channelId, { ...body, targetId }),
  }),
  route(channelRoutes.syncChannel, {
    authorize: authorize.inChannel('manageRoles'),
    handle: ({ caller, params }) => overwrites.sync(caller.userId, params.channelId),
  }),
  route(channelRoutes.setCategoryOverwrite, {
    authorize: authorize.inCategory('manageRoles'),
    handle: ({ caller, params: { categoryId, targetId }, body }) =>
      overwrites.setForCategory(caller.userId, categoryId, { ...body, targetId }),
  }),
];
