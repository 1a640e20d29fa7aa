import type { Channel } from '@maru/contracts/http/chat/channels';
import type { ServerDetail } from '@maru/contracts/http/chat/servers';
import { onConnected, onPush } from '@/shared/api/realtime';
import { queryClient } from '@/shared/api/query-client';
import { forgetServer, serverKeys, writeServer } from './servers';

const changeChannels = (serverId: string, change: (channels: Channel[]) => Channel[]) =>
  queryClient.setQueryData<ServerDetail>(
    serverKeys.detail(serverId),
    (detail) => detail && { ...detail, channels: change(detail.channels) },
  );

const putChannel = (channel: Channel) =>
  changeChannels(channel.serverId, (channels) => {
    const others = channels.filter((each) => each.channelId !== channel.channelId);
    return [...others, channel].sort(
      (a, b) => a.position - b.position || a.channelId.localeCompare(b.channelId),
    );
  });

interface ServerListeners {
  onServerGone: (serverId: string) => void;
}

/** Keeps servers and channels in the cache as sockets tell of them; what was missed while offline is fetched again. */
export const subscribeToServers = ({ onServerGone }: ServerListeners): (() => void) => {
  const gone = ({ serverId }: { serverId: string }) => {
    onServerGone(serverId);
    forgetServer(serverId);
  };
  const stops = [
    onPush('server:joined', ({ server }) => writeServer(server)),
    onPush('server:updated', ({ server }) => writeServer(server)),
    onPush('server:left', gone),
    onPush('server:deleted', gone),
    onPush('channel:created', ({ channel }) => void putChannel(channel)),
    onPush('channel:updated', ({ channel }) => void putChannel(channel)),
    onPush(
      'channel:deleted',
      ({ serverId, channelId }) =>
        void changeChannels(serverId, (channels) => channels.filter((each) => each.channelId !== channelId)),
    ),
    onConnected(() => void queryClient.invalidateQueries({ queryKey: serverKeys.list })),
  ];
  return () => stops.forEach((stop) => stop());
};
