import type { BoundRoute } from './http/mount-routes.js';
import type { AnyJob, JobHandlers } from './jobs/job.js';
import type { PeriodicWork } from './jobs/periodic.js';

/** One domain of a service: its routes for clients and for other services, and its background work. */
export interface Feature<Job extends AnyJob> {
  routes?: readonly BoundRoute[];
  internal?: readonly BoundRoute[];
  jobs?: Partial<JobHandlers<Job>>;
  /** Kinds of jobs that are never given up: a failing one alarms an operator and is tried again. */
  endless?: readonly Job['kind'][];
  every?: readonly PeriodicWork[];
}

export interface JoinedFeatures<Job extends AnyJob> {
  routes: BoundRoute[];
  internal: BoundRoute[];
  jobs: JobHandlers<Job>;
  endless: Job['kind'][];
  every: PeriodicWork[];
}

const repeatedIn = (names: readonly string[]): string[] =>
  names.filter((name, index) => names.indexOf(name) !== index);

/** Throws unless each kind of job has exactly one handler and each periodic job a name of its own. */
export const joinFeatures = <Job extends AnyJob>(
  features: readonly Feature<Job>[],
  kinds: readonly Job['kind'][],
): JoinedFeatures<Job> => {
  const every = features.flatMap((feature) => feature.every ?? []);
  const handled = features.flatMap((feature) => Object.keys(feature.jobs ?? {}));
  const repeated = [...repeatedIn(handled), ...repeatedIn(every.map(({ name }) => name))];
  if (repeated.length > 0) throw new Error(`declared by two features: ${repeated.join(', ')}`);
  const missing = kinds.filter((kind) => !handled.includes(kind));
  if (missing.length > 0) throw new Error(`no feature handles jobs of kind ${missing.join(', ')}`);
  return {
    routes: features.flatMap((feature) => feature.routes ?? []),
    internal: features.flatMap((feature) => feature.internal ?? []),
    // Complete: every kind was found above.
    jobs: Object.assign({}, ...features.map((feature) => feature.jobs)) as JobHandlers<Job>,
    endless: features.flatMap((feature) => feature.endless ?? []),
    every,
  };
};
