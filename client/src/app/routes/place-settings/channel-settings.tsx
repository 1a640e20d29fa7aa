import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router-dom';
import type { ServerDetail } from '@maru/contracts/http/chat/servers';
import { ChannelOverview } from '@/features/channels/components/settings/channel-overview';
import { DeleteChannelDialog } from '@/features/channels/components/delete-dialogs';
import { PlacePermissions } from '@/features/channels/components/settings/place-permissions';
import { accessIn } from '@/entities/channel/model/access';
import { paths } from '@/shared/config/paths';
import { PlaceSettings, type SettingsPlace } from './place-settings';

/** The settings of a channel. */
export const Component = () => {
  const { t } = useTranslation();
  const { channelId } = useParams();
  const find = (detail: ServerDetail): SettingsPlace | undefined => {
    const channel = detail.channels.find((each) => each.channelId === channelId);
    if (!channel) return undefined;
    return {
      ...accessIn(detail)(channel.channelId),
      name: channel.name,
      pathTo: (section) => paths.channelSettings.to(channel.serverId, channel.channelId, section),
      goneText: (name) => t('channels.gone', { name }),
      deleteLabel: t('channels.delete'),
      renderDelete: (onClose) => <DeleteChannelDialog channel={channel} onClose={onClose} />,
      renderSection: (section) =>
        section === 'overview' ? (
          <ChannelOverview key={channel.channelId} channel={channel} />
        ) : (
          <PlacePermissions key={channel.channelId} detail={detail} place={{ kind: 'channel', channel }} />
        ),
    };
  };
  return <PlaceSettings find={find} />;
};
