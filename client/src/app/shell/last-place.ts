import type { Channel } from '@maru/contracts/http/chat/channels';
import type { ServerDetail } from '@maru/contracts/http/chat/servers';
import { personalStorage } from '@/shared/api/personal-storage';

const channelKey = (serverId: string) => `last-channel.${serverId}`;
const serverKey = 'last-server';

/** The server, and the channel of each server, that the signed-in person opened last in this browser. */
export const lastPlace = {
  serverId: (): string | null => personalStorage.get(serverKey),
  enterServer: (serverId: string): void => personalStorage.set(serverKey, serverId),
  enterChannel: (serverId: string, channelId: string): void =>
    personalStorage.set(channelKey(serverId), channelId),
};

/** The channel that a server opens with: the last one, if the person still sees it, or else the first text channel. */
export const channelToOpen = ({ server, channels }: ServerDetail): Channel | undefined => {
  const last = personalStorage.get(channelKey(server.serverId));
  return (
    channels.find(({ channelId }) => channelId === last) ??
    channels.find(({ type }) => type === 'text') ??
    channels[0]
  );
};
