import type { Feature } from '../../platform/jobs.js';
import type { Context } from '../context.js';
import { deletionJobs } from './deletion.jobs.js';

/** Removes the messages and pictures of deleted servers, channels and banned members. */
export const createDeletion = ({ socket, images }: Context): Feature => ({
  jobs: deletionJobs(socket, images),
});
