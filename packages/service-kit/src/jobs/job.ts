/** Work for the background: its kind and what is left of it, written in the transaction of the change that causes it. */
export interface AnyJob {
  kind: string;
}

export type JobOf<Job extends AnyJob, Kind extends Job['kind']> = Extract<Job, { kind: Kind }>;

/** A job that is left, and when its next step is due. */
export interface PostponedJob<Job> {
  left: Job;
  runAt: Date;
}

/**
 * Does one bounded step of a job, in well under the runner's lease. Returns the job that is left, whose next step is due at once unless it
 * is postponed, or undefined when it is done. A step may run again after a crash, and now and then on two nodes at once.
 */
export type JobHandler<Job> = (job: Job) => Promise<Job | PostponedJob<Job> | undefined>;

export type JobHandlers<Job extends AnyJob> = {
  [Kind in Job['kind']]: JobHandler<JobOf<Job, Kind>>;
};

/** Checks a job as it was stored. */
export interface JobSchema<Job> {
  parse(job: unknown): Job;
}
