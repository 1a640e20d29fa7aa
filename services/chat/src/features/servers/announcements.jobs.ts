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
 * Join messages are written after the join, so that nobody waits for the socket service to come in. One is dropped when the member has
 * left, or the channel is no longer the system channel, before it could be written: a second channel must not say it again.
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
    // The channel exists: a node that does not know it yet is asked again.
    await socket.postSystemMessage(channelId, { serverId, system: 'member-joined', userId, nonce });
    return undefined;
  },
});
