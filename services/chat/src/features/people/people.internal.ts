import { accountInternalRoutes } from '@maru/contracts/internal/accounts';
import { route, type BoundRoute } from '@maru/service-kit/http/mount-routes';
import type { PeopleService } from './people.service.js';

/** Internal routes by which the user service lists a user's servers and removes the user. */
export const personBindings = (people: PeopleService): BoundRoute[] => [
  route(accountInternalRoutes.listOwnedServers, async ({ params }) => ({
    servers: await people.listOwnedServers(params.userId),
  })),
  route(accountInternalRoutes.forgetPerson, ({ params }) => people.forget(params.userId)),
];
