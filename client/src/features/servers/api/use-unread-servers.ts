import { useServers, useServerDetails } from '@/entities/server/api/servers';
import { useChannelStates, useLoadChannelStates } from '@/entities/channel/api/channel-states';
import { isUnread } from '@/entities/channel/model/channel-states';

/** The servers that hold messages the signed-in person has not read. */
export const useUnreadServers = (): ReadonlySet<string> => {
  const { data: servers = [] } = useServers();
  const { details, isPending } = useServerDetails(servers.map(({ serverId }) => serverId));
  const channels = details.flatMap((detail) => detail.channels);
  const states = useChannelStates();
  // One request once all servers are known: the list of ids changes with each server that arrives.
  useLoadChannelStates(isPending ? [] : channels.map(({ channelId }) => channelId));
  return new Set(
    channels.filter(({ channelId }) => isUnread(states[channelId])).map(({ serverId }) => serverId),
  );
};
