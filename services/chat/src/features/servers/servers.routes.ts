import { serverRoutes } from '@maru/contracts/http/chat/servers';
import { route, type BoundRoute } from '@maru/service-kit/http/mount-routes';
import type { Authorize } from '../../platform/authorize.js';
import type { ServerIconsService } from './server-icons.service.js';
import type { ServersService } from './servers.service.js';

export const serverBindings = (
  { servers, icons }: { servers: ServersService; icons: ServerIconsService },
  authorize: Authorize,
): BoundRoute[] => [
  route(serverRoutes.listServers, {
    authorize: 'self',
    handle: async ({ caller }) => ({ servers: await servers.listMine(caller.userId) }),
  }),
  route(serverRoutes.createServer, {
    authorize: 'self',
    handle: ({ caller, body, idempotencyKey }) =>
      servers.create({ userId: caller.userId, key: idempotencyKey, request: ['createServer', body] }, body),
  }),
  route(serverRoutes.getServer, {
    authorize: authorize.inServer('member'),
    handle: ({ caller, params }) => servers.detail(caller.userId, params.serverId),
  }),
  route(serverRoutes.updateServer, {
    authorize: authorize.inServer('manageServer'),
    handle: ({ caller, params, body }) => servers.update(caller.userId, params.serverId, body),
  }),
  route(serverRoutes.putServerIcon, {
    authorize: authorize.inServer('manageServer'),
    handle: ({ caller, params, upload }) => icons.put(caller.userId, params.serverId, upload),
  }),
  route(serverRoutes.deleteServerIcon, {
    authorize: authorize.inServer('manageServer'),
    handle: ({ caller, params }) => icons.remove(caller.userId, params.serverId),
  }),
  route(serverRoutes.setRaidMode, {
    authorize: authorize.inServer('manageServer'),
    handle: ({ caller, params, body }) => servers.setRaidMode(caller.userId, params.serverId, body.isOn),
  }),
  route(serverRoutes.transferServer, {
    authorize: authorize.inServer('owner'),
    handle: ({ caller, params, body }) => servers.transfer(caller.userId, params.serverId, body.userId),
  }),
  route(serverRoutes.deleteServer, {
    authorize: authorize.inServer('owner'),
    handle: ({ caller, params }) => servers.remove(caller.userId, params.serverId),
  }),
  route(serverRoutes.leaveServer, {
    authorize: authorize.inServer('member'),
    handle: ({ caller, params }) => servers.leave(caller.userId, params.serverId),
  }),
];
