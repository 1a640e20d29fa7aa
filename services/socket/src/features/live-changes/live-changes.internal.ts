import { eventRoutes } from '@maru/contracts/internal/events';
import { route, type BoundRoute } from '@maru/service-kit/http/mount-routes';
import type { ChangeIntake } from './change-intake.js';

export const liveChangeRoutes = (intake: ChangeIntake): BoundRoute[] => [
  route(eventRoutes.deliverEvents, async ({ body }) => {
    await intake.take(body.events, body.ids);
  }),
];
