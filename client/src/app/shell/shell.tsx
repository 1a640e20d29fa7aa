import { useEffect, useMemo, useState } from 'react';
import { Outlet, useMatch, useNavigate } from 'react-router-dom';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import { subscribeToChannelStates } from '@/entities/channel/api/channel-states';
import { subscribeToVoiceRooms } from '@/entities/channel/api/voice-rooms';
import { subscribeToMembership } from '@/entities/membership/api/membership';
import { subscribeToMembers } from '@/entities/person/api/members';
import { subscribeToProfiles } from '@/entities/person/api/profiles';
import { nameOfServer } from '@/entities/server/api/servers';
import { subscribeToServers } from '@/entities/server/api/subscribe';
import { subscribeToReceivedInvites } from '@/features/invites/api/email-invites';
import { ReceivedInvitesButton } from '@/features/invites/components/received-invites-button';
import { subscribeToMemberSearch } from '@/features/members/api/member-search';
import { useOutboxRunner } from '@/entities/channel/api/outbox';
import { subscribeToMessages } from '@/entities/channel/api/subscribe';
import { subscribeToContentRules } from '@/features/moderation/api/content-rules';
import { subscribeToReports } from '@/features/moderation/api/report-queue';
import { subscribeToRail } from '@/features/servers/api/rail';
import { useUnreadServers } from '@/features/servers/api/use-unread-servers';
import { ServerRail } from '@/features/servers/components/server-rail';
import { useServerKeys } from '@/features/servers/components/use-server-keys';
import { useMe } from '@/shared/api/session-store';
import { useSocket } from '@/shared/api/use-socket';
import { paths } from '@/shared/config/paths';
import { useIsPhone } from '@/shared/lib/use-media-query';
import { CallCompanion, PhoneCallBar } from './call/call-places';
import { CallProvider } from './call/call-provider';
import { Rejoin } from './call/rejoin';
import { AddServer, type AddServerStep } from './add-server';
import { ConnectionBanner } from './connection-banner';
import styles from './shell.module.css';
import { sentAway } from './sent-away';
import { ShellContext } from './shell-context';
import { useEnterServer } from './use-enter-server';
import { useServerMenu } from './use-server-menu';
import { ViewAsBanner } from './view-as-banner';

/** Writes pushes to the cache while a person is signed in. */
const useSubscriptions = () => {
  const { t } = useTranslation();
  const navigate = useNavigate();
  useEffect(() => {
    const leaveServer = (serverId: string) => {
      if (!location.pathname.startsWith(paths.server.to(serverId))) return;
      toast.info(t('servers.removed', { name: nameOfServer(serverId) }));
      void navigate(paths.servers.to(), { replace: true, state: sentAway });
    };
    const stops = [
      subscribeToServers({ onServerGone: leaveServer }),
      subscribeToRail(),
      subscribeToReceivedInvites(),
      subscribeToReports(),
      subscribeToContentRules(),
      subscribeToMembers(),
      subscribeToMemberSearch(),
      subscribeToChannelStates(),
      subscribeToVoiceRooms(),
      subscribeToMessages(),
      subscribeToProfiles(),
      subscribeToMembership(),
    ];
    return () => stops.forEach((stop) => stop());
  }, [navigate, t]);
};

/** The signed-in app: the rail, and beside it the open page. On a phone one pane at a time. */
export const Component = () => {
  const me = useMe();
  const isPhone = useIsPhone();
  const inNote = useMatch(paths.note.path);
  const inRoom = useMatch(paths.channel.path);
  const inChannel = inRoom ?? inNote;
  const [adding, setAdding] = useState<AddServerStep>();
  const unread = useUnreadServers();
  const menu = useServerMenu();
  const shellActions = useMemo(
    () => ({ createServer: () => setAdding('create'), joinByLink: () => setAdding('join') }),
    [],
  );
  const enterServer = useEnterServer();
  useSocket();
  useSubscriptions();
  useOutboxRunner(me.userId);
  useServerKeys();

  return (
    <ShellContext value={shellActions}>
      <CallProvider>
        <div className={styles.app}>
          <ConnectionBanner />
          <ViewAsBanner />
          <Rejoin />
          {inChannel ? <PhoneCallBar roomChannelId={inRoom?.params.channelId} /> : null}
          <div className={styles.shell}>
            {isPhone && inChannel ? null : (
              <ServerRail unread={unread} itemsOf={menu.itemsOf} onCreate={() => setAdding('create')}>
                <ReceivedInvitesButton onJoined={enterServer} />
              </ServerRail>
            )}
            <Outlet />
          </div>
          <AddServer open={adding} onChange={setAdding} />
          {menu.dialog}
          <CallCompanion />
        </div>
      </CallProvider>
    </ShellContext>
  );
};
