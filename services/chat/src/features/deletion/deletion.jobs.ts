import type { ChannelId } from '@maru/contracts/primitives';
import type { SocketService } from '../../clients/socket-service.client.js';
import type { JobHandlers } from '../../platform/jobs/job.js';

/** One step in the first of the channels; gives the channels that are left, or undefined. */
const inFirst = async (
  channelIds: ChannelId[],
  step: (channelId: ChannelId) => Promise<{ isDone: boolean }>,
): Promise<ChannelId[] | undefined> => {
  const [first, ...others] = channelIds;
  if (!first) return undefined;
  const { isDone } = await step(first);
  const left = isDone ? others : channelIds;
  return left.length > 0 ? left : undefined;
};

/** What follows deleting, in stores that share no transaction with it. */
export const deletionJobs = (
  socket: SocketService,
): Pick<JobHandlers, 'purge-channels' | 'purge-author'> => ({
  'purge-channels': async (job) => {
    const channelIds = await inFirst(job.channelIds, (channelId) => socket.purgeChannel(channelId));
    return channelIds && { ...job, channelIds };
  },
  'purge-author': async (job) => {
    const channelIds = await inFirst(job.channelIds, (channelId) => socket.purgeAuthor(channelId, job));
    return channelIds && { ...job, channelIds };
  },
});
