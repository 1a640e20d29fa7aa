import { useServers, useServerDetails } from '@/entities/server/api/servers';
import { useLoadChannelStates } from '@/features/channels/api/channels';
import { useChannelStates } from '@/entities/channel/api/channel-states';
import { isUnread } from '@/entities/channel/model/channel-states';

/** The servers in which something was said that the signed-in person has not read. */
export const useUnreadServers = (): ReadonlySet<string> => {
  const { data: servers = [] } = useServers();
  const { details, isPending } = useServerDetails(servers.map(({ serverId }) => serverId));
  const channels = details.flatMap((detail) => detail.channels).filter(({ type }) => type !== 'voice');
  const states = useChannelStates();
  // All at once, or each server that arrives would ask for those before it again.
  useLoadChannelStates(isPending ? [] : channels.map(({ channelId }) => channelId));
  return new Set(
    channels.filter(({ channelId }) => isUnread(states[channelId])).map(({ serverId }) => serverId),
  );
};
