import { z } from 'zod';
import { category, channel, channelLayout } from '../http/chat/channels.js';
import { member } from '../http/chat/members.js';
import { rail } from '../http/chat/rail.js';
import { role } from '../http/chat/roles.js';
import { server } from '../http/chat/servers.js';
import { categoryId, channelId, serverId, userId } from '../primitives.js';

/** Changes of servers, channels and members, pushed to sockets. */
export const serverEvents = {
  /** The receiver has become a member, here or in another tab. */
  'server:joined': z.object({ server }),
  /** The receiver is no longer a member: they left or were removed. */
  'server:left': z.object({ serverId }),
  'server:updated': z.object({ server }),
  'server:deleted': z.object({ serverId }),
  /** The receiver has arranged their servers in another tab. */
  'rail:changed': z.object({ rail }),
  /** An e-mail invite to the receiver arrived, was answered or was revoked. */
  'invites:changed': z.object({}),
  'member:joined': z.object({ serverId, member }),
  'member:left': z.object({ serverId, userId }),
  'member:updated': z.object({ member }),
  'roles:changed': z.object({ serverId, roles: z.array(role) }),
  /** A category or its new state; only for members who may see it. */
  'category:changed': z.object({ category }),
  'category:deleted': z.object({ serverId, categoryId }),
  'channels:moved': channelLayout,
  /** A channel or its new state; only for members who may see it. */
  'channel:changed': z.object({ channel }),
  /** Deleted, or no longer visible to the receiver. */
  'channel:deleted': z.object({ serverId, channelId }),
} as const;
