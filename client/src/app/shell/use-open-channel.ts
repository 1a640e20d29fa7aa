import type { Channel } from '@maru/contracts/http/chat/channels';
import { useNavigate } from 'react-router-dom';
import { putChannel } from '@/entities/server/api/subscribe';
import { paths } from '@/shared/config/paths';

/** Opens a channel that the person has just made; voice channels are entered only on purpose. */
export const useOpenChannel = (): ((channel: Channel) => void) => {
  const navigate = useNavigate();
  return (channel) => {
    const { type, serverId, channelId } = channel;
    // Its page may open before sockets tell of it.
    putChannel(channel);
    if (type !== 'voice') void navigate(paths.channel.to(serverId, channelId));
  };
};
