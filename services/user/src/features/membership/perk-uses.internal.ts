import { eventRoutes } from '@maru/contracts/internal/events';
import { route, type BoundRoute } from '@maru/service-kit/http/mount-routes';
import type { PerkUsesService } from './perk-uses.service.js';

/** The internal route by which the socket service reports uses of perks. */
export const perkUseBindings = (perkUses: PerkUsesService): BoundRoute[] => [
  route(eventRoutes.deliverEvents, ({ body }) => perkUses.apply(body.events)),
];
