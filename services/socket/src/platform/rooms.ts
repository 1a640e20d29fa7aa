/** Names of Socket.IO rooms; see the glossary. */
export const rooms = {
  user: (userId: string) => `user:${userId}`,
  session: (sessionId: string) => `session:${sessionId}`,
  server: (serverId: string) => `server:${serverId}`,
  channel: (channelId: string) => `channel:${channelId}`,
  /** Sockets that watch a channel's members' panel. */
  members: (channelId: string) => `members:${channelId}`,
  /** Moderators of a server. */
  moderators: (serverId: string) => `moderators:${serverId}`,
  /** Members who may see a channel or category that is hidden from others in the server. */
  viewers: (serverId: string, id: string) => `viewers:${serverId}:${id}`,
} as const;
