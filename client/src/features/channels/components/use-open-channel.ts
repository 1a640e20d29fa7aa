import type { Channel } from '@maru/contracts/http/chat/channels';
import { useNavigate } from 'react-router-dom';
import { putChannel } from '@/entities/server/api/subscribe';
import { paths } from '@/shared/config/paths';

/** Opens a channel that the viewer has just created, unless it is a voice channel, which members enter only on purpose. */
export const useOpenChannel = (): ((channel: Channel) => void) => {
  const navigate = useNavigate();
  return (channel) => {
    const { type, serverId, channelId } = channel;
    // Its page may open before the push about it arrives.
    putChannel(channel);
    if (type !== 'voice') void navigate(paths.channel.to(serverId, channelId));
  };
};
