import { isSeenByAll, type ChannelRules, type ServerRules } from '@maru/contracts/permission-rules';

/** Names of Socket.IO rooms; see the glossary. */
export const rooms = {
  user: (userId: string) => `user:${userId}`,
  session: (sessionId: string) => `session:${sessionId}`,
  server: (serverId: string) => `server:${serverId}`,
  channel: (channelId: string) => `channel:${channelId}`,
  /** Who watches the members' panel of a channel. */
  members: (channelId: string) => `members:${channelId}`,
  /** Who moderates a server. */
  moderators: (serverId: string) => `moderators:${serverId}`,
  /** Who may see a channel or category that not everybody in its server sees. */
  viewers: (serverId: string, id: string) => `viewers:${serverId}:${id}`,
} as const;

/** The room of all who may see a channel (or a category, as a channel) of the server. */
export const audienceOf = (rules: ServerRules, channel: ChannelRules): string =>
  isSeenByAll(rules, channel)
    ? rooms.server(rules.serverId)
    : rooms.viewers(rules.serverId, channel.channelId);
