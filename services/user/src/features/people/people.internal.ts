import { peopleInternalRoutes } from '@maru/contracts/internal/people';
import { route, type BoundRoute } from '@maru/service-kit/http/mount-routes';
import type { PeopleService } from './people.service.js';

/** Internal user routes. */
export const peopleBindings = (people: PeopleService): BoundRoute[] => [
  route(peopleInternalRoutes.listPeople, async ({ body }) => ({ profiles: await people.list(body.userIds) })),
  route(peopleInternalRoutes.getContact, ({ params }) => people.contact(params.userId)),
  route(peopleInternalRoutes.findContact, ({ body }) => people.findContact(body.email)),
];
