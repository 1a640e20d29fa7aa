import type { Feature } from '../../platform/jobs.js';
import type { Context } from '../context.js';
import { announcementJobs } from './announcements.jobs.js';
import { deletionJobs } from './deletion.jobs.js';
import { ServerIconsService } from './server-icons.service.js';
import { serverBindings } from './servers.routes.js';
import { ServersService } from './servers.service.js';

/** Servers, their icons and join messages, and the deletion of their contents. */
export const createServers = ({ database, access, images, socket }: Context): Feature => ({
  routes: serverBindings({
    servers: new ServersService(database, access),
    icons: new ServerIconsService({ database, access, images }),
  }),
  jobs: { ...announcementJobs({ database, socket }), ...deletionJobs(socket, images) },
});
