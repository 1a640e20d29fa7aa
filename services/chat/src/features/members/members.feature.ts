import { every } from '@maru/service-kit/jobs/periodic';
import type { Feature } from '../../platform/jobs.js';
import type { Context } from '../context.js';
import { memberInternalBindings } from './members.internal.js';
import { memberBindings } from './members.routes.js';
import { MembersService } from './members.service.js';
import { sweepMs, TemporaryMembersService } from './temporary-members.service.js';

/** Members, and temporary members, who are removed when they go offline. */
export const createMembers = ({ database, access, presence }: Context): Feature => {
  const members = new MembersService(database, access);
  const temporary = new TemporaryMembersService({ database, presence });
  return {
    routes: memberBindings(members),
    internal: memberInternalBindings(members),
    every: [every(sweepMs, 'sweep temporary members', () => temporary.sweep())],
  };
};
