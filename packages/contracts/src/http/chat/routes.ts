import { channelRoutes } from './channels.js';
import { inviteRoutes } from './invites.js';
import { memberRoutes } from './members.js';
import { roleRoutes } from './roles.js';
import { serverRoutes } from './servers.js';

/** Every public route of the chat service. */
export const chatRoutes = {
  ...serverRoutes,
  ...channelRoutes,
  ...roleRoutes,
  ...memberRoutes,
  ...inviteRoutes,
} as const;
