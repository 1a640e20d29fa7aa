import { isSeenByAll, type ChannelRules, type ServerRules } from '@maru/contracts/permission-rules';
import { rooms } from '../../platform/rooms.js';

/** The room of the members who may see a channel (or a category, as a channel) of the server. */
export const audienceOf = (rules: ServerRules, channel: ChannelRules): string =>
  isSeenByAll(rules, channel)
    ? rooms.server(rules.serverId)
    : rooms.viewers(rules.serverId, channel.channelId);
