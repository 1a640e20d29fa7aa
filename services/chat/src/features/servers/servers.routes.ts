import { serverRoutes } from '@maru/contracts/http/chat/servers';
import { route, type BoundRoute } from '@maru/service-kit/http/mount-routes';
import type { ServerIconsService } from './server-icons.service.js';
import type { ServersService } from './servers.service.js';

export const serverBindings = ({
  servers,
  icons,
}: {
  servers: ServersService;
  icons: ServerIconsService;
}): BoundRoute[] => [
  route(serverRoutes.listServers, async ({ caller }) => ({ servers: await servers.listMine(caller.userId) })),
  route(serverRoutes.createServer, ({ caller, body, idempotencyKey }) =>
    servers.create({ userId: caller.userId, key: idempotencyKey, request: ['createServer', body] }, body),
  ),
  route(serverRoutes.getServer, ({ caller, params }) => servers.detail(caller.userId, params.serverId)),
  route(serverRoutes.updateServer, ({ caller, params, body }) =>
    servers.update(caller.userId, params.serverId, body),
  ),
  route(serverRoutes.putServerIcon, ({ caller, params, upload }) =>
    icons.put(caller.userId, params.serverId, upload),
  ),
  route(serverRoutes.deleteServerIcon, ({ caller, params }) => icons.remove(caller.userId, params.serverId)),
  route(serverRoutes.setRaidMode, ({ caller, params, body }) =>
    servers.setRaidMode(caller.userId, params.serverId, body.isOn),
  ),
  route(serverRoutes.transferServer, ({ caller, params, body }) =>
    servers.transfer(caller.userId, params.serverId, body.userId),
  ),
  route(serverRoutes.deleteServer, ({ caller, params }) => servers.remove(caller.userId, params.serverId)),
  route(serverRoutes.leaveServer, ({ caller, params }) => servers.leave(caller.userId, params.serverId)),
];
