import type { Feature } from '../../platform/jobs.js';
import type { Context } from '../context.js';
import { accessRouteBindings } from './access.internal.js';

/** Tells the socket service what each person may see and do. */
export const createAccess = ({ access }: Context): Feature => ({
  internal: accessRouteBindings(access),
});
