import type { ServerDetail } from '@maru/contracts/http/chat/servers';
import { serverId as serverIdSchema, type ServerId } from '@maru/contracts/primitives';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Outlet, useParams } from 'react-router-dom';
import { isServerGone, useServer } from '@/entities/server/api/servers';
import { permissionsIn } from '@/entities/server/model/permissions';
import { ChannelList } from '@/features/channels/components/channel-list';
import { useOpenReports } from '@/features/moderation/api/report-queue';
import { isModerator } from '@/features/moderation/model/moderators';
import { ServerHeader } from '@/features/servers/components/server-header';
import { useMe } from '@/shared/api/session-store';
import { useIsPhone } from '@/shared/lib/use-media-query';
import { ErrorView, HouseDrawing, StateView } from '@/shared/ui/state-view';
import { OwnPanels } from '../../shell/call/call-places';
import { VoiceChannels } from '../../shell/call/voice-channels';
import { lastPlace } from '../../shell/last-place';
import { OpenServer } from '../../shell/open-server';
import styles from '../../shell/shell.module.css';
import { ChannelListSkeleton } from '../../shell/shell-skeleton';
import { Invites } from '../../shell/server-dialog';
import { useOpenServerSettings } from '../../shell/use-open-settings';
import { sectionsFor } from '../server-settings/sections';

/** One server: its channels on the left, what is open beside them. */
export const Component = () => {
  const parsed = serverIdSchema.safeParse(useParams().serverId);
  return parsed.success ? <ServerPage serverId={parsed.data} /> : <ServerNotFound />;
};

const ServerNotFound = () => {
  const { t } = useTranslation();
  return (
    <main className={styles.main}>
      <StateView drawing={<HouseDrawing />} title={t('servers.notFound')} text={t('servers.notFoundText')} />
    </main>
  );
};

const ServerPage = ({ serverId }: { serverId: ServerId }) => {
  const { data: detail, error, refetch } = useServer(serverId);
  const isPhone = useIsPhone();
  const { channelId } = useParams();
  const [isInviting, setIsInviting] = useState(false);

  const isKnown = detail !== undefined;
  useEffect(() => (isKnown ? lastPlace.enterServer(serverId) : undefined), [isKnown, serverId]);
  if (isServerGone(error)) return <ServerNotFound />;
  // Cached data stays on the screen while it is being refreshed, also when that fails.
  if (error && !detail) {
    return (
      <main className={styles.main}>
        <ErrorView error={error} onRetry={() => void refetch()} />
      </main>
    );
  }
  const hasSidebar = !(isPhone && channelId);
  const hasMain = !isPhone || channelId !== undefined;
  const page = (
    <>
      {hasSidebar ? (
        <div className={styles.sidebar}>
          {detail ? (
            <Sidebar detail={detail} channelId={channelId} onInvite={() => setIsInviting(true)} />
          ) : (
            <ChannelListSkeleton />
          )}
          <OwnPanels />
        </div>
      ) : null}
      {hasMain ? <Outlet context={detail} /> : null}
      {isInviting && detail ? <Invites detail={detail} onClose={() => setIsInviting(false)} /> : null}
    </>
  );
  return detail ? <OpenServer detail={detail}>{page}</OpenServer> : page;
};

interface SidebarProps {
  detail: ServerDetail;
  channelId: string | undefined;
  onInvite: () => void;
}

const Sidebar = ({ detail, channelId, onInvite }: SidebarProps) => {
  const permissions = permissionsIn(detail);
  const me = useMe();
  const openSettings = useOpenServerSettings(detail.server.serverId);
  const openReports = useOpenReports(detail.server.serverId, isModerator(detail));
  return (
    <>
      <ServerHeader
        server={detail.server}
        canLeave={detail.me.userId === me.userId && me.userId !== detail.server.ownerId}
        permissions={permissions}
        onInvite={onInvite}
        openReports={openReports}
        onOpenReports={() => openSettings('reports')}
        onOpenSettings={sectionsFor(detail).length > 0 ? () => openSettings() : undefined}
      />
      <VoiceChannels detail={detail}>
        <ChannelList detail={detail} activeChannelId={channelId} />
      </VoiceChannels>
    </>
  );
};
