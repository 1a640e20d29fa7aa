import type { SocketService } from '../../clients/socket-service.client.js';
import type { Database } from '../../platform/database.js';
import type { JobHandlers } from '../../platform/jobs.js';
import { membersRepository } from '../../repositories/members.repository.js';
import { serversRepository } from '../../repositories/servers.repository.js';

interface AnnouncementDeps {
  database: Database;
  socket: Pick<SocketService, 'postSystemMessage'>;
}

/**
 * Join messages are written after the join, so that joining doesn't wait for the socket service. A message is dropped if the member has
 * left, or the system channel has changed, before it was written: it must not appear in a second channel.
 */
export const announcementJobs = ({
  database,
  socket,
}: AnnouncementDeps): Pick<JobHandlers, 'announce-join'> => ({
  'announce-join': async ({ serverId, channelId, userId, joinId }) => {
    const [server, member] = await Promise.all([
      serversRepository(database.prisma).find(serverId),
      membersRepository(database.prisma).find(serverId, userId),
    ]);
    if (server?.systemChannelId !== channelId || !member) return undefined;
    const nonce = `member-joined-${joinId}`;
    // The channel exists: if a socket node doesn't know it yet, the job is retried.
    await socket.postSystemMessage(channelId, { serverId, system: 'member-joined', userId, nonce });
    return undefined;
  },
});
