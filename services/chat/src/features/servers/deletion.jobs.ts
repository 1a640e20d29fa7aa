import type { ImageStore } from '@maru/service-kit/images/image-store';
import type { SocketService } from '../../clients/socket-service.client.js';
import type { JobHandlers } from '../../platform/jobs.js';

/** Jobs that remove messages and pictures of deleted servers, channels and banned members from other stores. */
export const deletionJobs = (
  socket: SocketService,
  images: ImageStore,
): Pick<JobHandlers, 'purge-channels' | 'purge-author' | 'remove-pictures'> => ({
  'purge-channels': async (job) => {
    const [channelId, ...others] = job.channelIds;
    if (!channelId) return undefined;
    const { isDone } = await socket.purgeChannel(channelId);
    return isDone ? { ...job, channelIds: others } : job;
  },
  'purge-author': async (job) => {
    const { serverId, authorId, since, before: from, channelIds } = job;
    const [channelId, ...others] = channelIds;
    if (!channelId) return undefined;
    const { before } = await socket.purgeAuthor(channelId, { serverId, authorId, since, before: from });
    return before === null ? { ...job, channelIds: others, before: undefined } : { ...job, before };
  },
  'remove-pictures': async ({ prefix }) => {
    await images.removeUnder(prefix);
    return undefined;
  },
});
