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

/** Internal routes by which the user service asks about people and reports changes of accounts. */
export const personBindings = ({ people, names, departures }: PersonServices): BoundRoute[] => [
  route(accountInternalRoutes.listOwnedServers, async ({ params }) => ({
    servers: await people.listOwnedServers(params.userId),
  })),
  route(accountInternalRoutes.forgetPerson, ({ params }) => people.forget(params.userId)),
  route(eventRoutes.deliverEvents, async ({ body }) => {
    await departures.apply(body.events);
    await names.apply(body.events);
  }),
];
