import type { Feature } from '../../platform/jobs.js';
import type { Context } from '../context.js';
import { inviteBindings } from './invites.routes.js';
import { InvitesService } from './invites.service.js';
import { createOnlineCounts } from './online-counts.js';

/** Invite links. */
export const createInvites = ({ database, access, presence, inviteKeys: keys }: Context): Feature => ({
  routes: inviteBindings(
    new InvitesService({ database, access, keys, onlineCounts: createOnlineCounts(presence) }),
  ),
});
