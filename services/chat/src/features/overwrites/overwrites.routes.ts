import { channelRoutes } from '@maru/contracts/http/chat/channels';
import { route, type BoundRoute } from '@maru/service-kit/http/mount-routes';
import type { OverwritesService } from './overwrites.service.js';

export const overwriteBindings = (overwrites: OverwritesService): BoundRoute[] => [
  route(channelRoutes.setChannelOverwrite, ({ caller, params: { channelId, targetId }, body }) =>
    overwrites.setForChannel(caller.userId, channelId, { ...body, targetId }),
  ),
  route(channelRoutes.syncChannel, ({ caller, params }) => overwrites.sync(caller.userId, params.channelId)),
  route(channelRoutes.setCategoryOverwrite, ({ caller, params: { categoryId, targetId }, body }) =>
    overwrites.setForCategory(caller.userId, categoryId, { ...body, targetId }),
  ),
];
