import type { Feature } from '../../platform/jobs.js';
import type { Context } from '../context.js';
import { CategoriesService } from './categories.service.js';
import { channelBindings } from './channels.routes.js';
import { ChannelsService } from './channels.service.js';
import { PlacementService } from './placement.service.js';

/** Channels and categories, and their order. */
export const createChannels = ({ database, access }: Context): Feature => ({
  routes: channelBindings({
    channels: new ChannelsService(database, access),
    categories: new CategoriesService(database, access),
    placement: new PlacementService(database, access),
  }),
});
