import { z } from 'zod';
import { channel } from '../http/chat/channels.js';
import { member } from '../http/chat/members.js';
import { server } from '../http/chat/servers.js';
import { channelId, serverId, userId } from '../primitives.js';

/** Changes of servers, channels and members as sockets hear of them. */
export const serverEvents = {
  /** The receiver has become a member (here or in another tab). */
  'server:joined': z.object({ server }),
  /** The receiver is no longer a member: left or removed. */
  'server:left': z.object({ serverId }),
  'server:updated': z.object({ server }),
  'server:deleted': z.object({ serverId }),
  'member:joined': z.object({ serverId, member }),
  'member:left': z.object({ serverId, userId }),
  'channel:created': z.object({ channel }),
  'channel:updated': z.object({ channel }),
  'channel:deleted': z.object({ serverId, channelId }),
} as const;
