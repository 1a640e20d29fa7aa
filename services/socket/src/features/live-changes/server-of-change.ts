import type { ServerId } from '@maru/contracts/primitives';
import type { ServerChange } from './server-changes.js';

/** The server that a change is about. */
export const serverIdOf = (change: ServerChange): ServerId => {
  if ('serverId' in change) return change.serverId;
  if ('server' in change) return change.server.serverId;
  if ('member' in change) return change.member.serverId;
  if ('category' in change) return change.category.serverId;
  return 'channel' in change ? change.channel.serverId : change.layout.serverId;
};
