import type { Feature } from '../../platform/jobs.js';
import type { Context } from '../context.js';
import { roleBindings } from './roles.routes.js';
import { RolesService } from './roles.service.js';

/** Roles of servers. */
export const createRoles = ({ database, access }: Context): Feature => ({
  routes: roleBindings(new RolesService(database, access)),
});
