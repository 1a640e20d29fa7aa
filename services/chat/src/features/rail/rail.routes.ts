import { railRoutes } from '@maru/contracts/http/chat/rail';
import { route, type BoundRoute } from '@maru/service-kit/http/mount-routes';
import type { RailService } from './rail.service.js';

export const railBindings = (rail: RailService): BoundRoute[] => [
  route(railRoutes.getRail, ({ caller }) => rail.find(caller.userId)),
  route(railRoutes.putRail, ({ caller, body }) => rail.put(caller.userId, body)),
];
