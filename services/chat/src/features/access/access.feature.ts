import type { Feature } from '../../platform/jobs.js';
import type { Context } from '../context.js';
import { accessRouteBindings } from './access.internal.js';

/** Serves members' permissions to the socket service. */
export const createAccess = ({ access }: Context): Feature => ({
  internal: accessRouteBindings(access),
});
