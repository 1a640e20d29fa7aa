import type { Server, ServerDetail } from '@maru/contracts/http/chat/servers';
import { serverId as serverIdSchema, type ServerId } from '@maru/contracts/primitives';
import { can, resolvePermissions } from '@maru/contracts/permissions';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Outlet, useParams } from 'react-router-dom';
import { UserPanel } from '@/features/auth/components/user-panel';
import { ChannelList } from '@/features/channels/components/channel-list';
import { InviteDialog } from '@/features/invites/components/invite-dialog';
import { ManageInvitesDialog } from '@/features/invites/components/manage-invites-dialog';
import { ProfileName } from '@/features/profiles/components/profile';
import { useServer } from '@/features/servers/api/servers';
import { ServerHeader } from '@/features/servers/components/server-header';
import { codeOf } from '@/shared/api/api-error';
import { useMe } from '@/shared/api/session-store';
import { useIsPhone } from '@/shared/lib/use-media-query';
import { Skeleton } from '@/shared/ui/skeleton';
import { ErrorView, HouseDrawing, StateView } from '@/shared/ui/state-view';
import styles from '../shell.module.css';
import { useOpenSettings } from '../use-open-settings';

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
  const openSettings = useOpenSettings();
  const [isInviting, setIsInviting] = useState(false);

  if (['NOT_FOUND', 'FORBIDDEN'].includes(codeOf(error))) return <ServerNotFound />;
  // What is known stays on the screen while it is being refreshed, also when that fails.
  if (error && !detail) {
    return (
      <main className={styles.main}>
        <ErrorView error={error} onRetry={() => void refetch()} />
      </main>
    );
  }
  const hasSidebar = !(isPhone && channelId);
  const hasMain = !isPhone || channelId !== undefined;
  return (
    <>
      {hasSidebar ? (
        <div className={styles.sidebar}>
          {detail ? (
            <Sidebar detail={detail} channelId={channelId} onInvite={() => setIsInviting(true)} />
          ) : (
            <SidebarSkeleton />
          )}
          <UserPanel onOpenSettings={openSettings} />
        </div>
      ) : null}
      {hasMain ? <Outlet context={detail} /> : null}
      {isInviting && detail ? <Invites server={detail.server} onClose={() => setIsInviting(false)} /> : null}
    </>
  );
};

const renderName = (userId: string) => <ProfileName userId={userId} />;

/** A new link; for the owner also all that are in use. */
const Invites = ({ server, onClose }: { server: Server; onClose: () => void }) => {
  const isOwner = useMe().userId === server.ownerId;
  const [isManaging, setIsManaging] = useState(false);
  return isManaging ? (
    <ManageInvitesDialog server={server} renderName={renderName} onClose={onClose} />
  ) : (
    <InviteDialog
      server={server}
      onClose={onClose}
      onManage={isOwner ? () => setIsManaging(true) : undefined}
    />
  );
};

interface SidebarProps {
  detail: ServerDetail;
  channelId: string | undefined;
  onInvite: () => void;
}

const Sidebar = ({ detail, channelId, onInvite }: SidebarProps) => {
  const isOwner = useMe().userId === detail.server.ownerId;
  const permissions = resolvePermissions({ isMember: true, isOwner });
  return (
    <>
      <ServerHeader server={detail.server} isOwner={isOwner} onInvite={onInvite} />
      <ChannelList
        detail={detail}
        activeChannelId={channelId}
        canManage={can(permissions, 'manageChannels')}
      />
    </>
  );
};

const SidebarSkeleton = () => (
  <div className={`${styles.sidebarSkeleton} ${styles.fill}`} aria-busy="true">
    {[150, 110, 170, 130, 90].map((width) => (
      <Skeleton key={width} width={width} />
    ))}
  </div>
);
