import { accountInternalRoutes } from '@maru/contracts/internal/accounts';
import { eventRoutes } from '@maru/contracts/internal/events';
import { route, type BoundRoute } from '@maru/service-kit/http/mount-routes';
import type { DeparturesService } from './departures.js';
import type { NamesService } from './names.service.js';
import type { PeopleService } from './people.service.js';

interface PersonServices {
  people: PeopleService;
  names: NamesService;
  departures: DeparturesService;
}

/** What the user service asks about people, and tells. */
export const personBindings = ({ people, names, departures }: PersonServices): BoundRoute[] => [
  route(accountInternalRoutes.listOwnedServers, {
    authorize: 'service',
    handle: async ({ params }) => ({ servers: await people.listOwnedServers(params.userId) }),
  }),
  route(accountInternalRoutes.forgetPerson, {
    authorize: 'service',
    handle: ({ params }) => people.forget(params.userId),
  }),
  route(eventRoutes.deliverEvents, {
    authorize: 'service',
    handle: async ({ body }) => {
      await departures.apply(body.events);
      await names.apply(body.events);
    },
  }),
];
