import type { Feature } from '../../platform/jobs.js';
import type { Context } from '../context.js';
import { railBindings } from './rail.routes.js';
import { RailService } from './rail.service.js';

/** The order and folders of a member’s servers. */
export const createRail = ({ database }: Context): Feature => ({
  routes: railBindings(new RailService(database)),
});
