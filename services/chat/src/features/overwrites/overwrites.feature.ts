import type { Feature } from '../../platform/jobs.js';
import type { Context } from '../context.js';
import { overwriteBindings } from './overwrites.routes.js';
import { OverwritesService } from './overwrites.service.js';

/** Permissions of roles and members in channels and categories. */
export const createOverwrites = ({ database, access }: Context): Feature => ({
  routes: overwriteBindings(new OverwritesService(database, access)),
});
