import { peopleInternalRoutes } from '@maru/contracts/internal/people';
import { route, type BoundRoute } from '@maru/service-kit/http/mount-routes';
import type { PeopleService } from './people.service.js';

/** The internal port's routes about people. */
export const peopleBindings = (people: PeopleService): BoundRoute[] => [
  route(peopleInternalRoutes.listPeople, {
    authorize: 'service',
    handle: async ({ body }) => ({ profiles: await people.list(body.userIds) }),
  }),
  route(peopleInternalRoutes.getContact, {
    authorize: 'service',
    handle: ({ params }) => people.contact(params.userId),
  }),
  route(peopleInternalRoutes.findContact, {
    authorize: 'service',
    handle: ({ body }) => people.findContact(body.email),
  }),
];
