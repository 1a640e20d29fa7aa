import type { Feature } from '../../platform/jobs.js';
import type { Context } from '../context.js';
import { nameJobs } from './names.jobs.js';
import { NamesService } from './names.service.js';
import { personBindings } from './people.internal.js';
import { PeopleService } from './people.service.js';

/** Copies of names from the user service, and the deletion of accounts. */
export const createPeople = ({ database, users }: Context): Feature => {
  const names = new NamesService(database, users);
  return {
    internal: personBindings(new PeopleService(database, users)),
    jobs: nameJobs(names),
  };
};
