import { eventRoutes } from '@maru/contracts/internal/events';
import { route, type BoundRoute } from '@maru/service-kit/http/mount-routes';
import type { LiveChangesService } from './live-changes.service.js';

export const liveChangeRoutes = (liveChanges: LiveChangesService): BoundRoute[] => [
  route(eventRoutes.deliverEvents, {
    authorize: 'service',
    handle: ({ body }) => liveChanges.apply(body.events),
  }),
];
