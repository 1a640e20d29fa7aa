import type { ServerDetail } from '@maru/contracts/http/chat/servers';
import { can } from '@maru/contracts/permissions';
import { permissionsIn } from '@/entities/server/model/permissions';
import { CreateChannelDialog } from '@/features/channels/components/create-channel-dialog';
import { InviteDialog } from '@/features/invites/components/invite-dialog';
import { LeaveServer } from '@/features/servers/components/leave-server';
import { useOpenServerSettings } from './use-open-settings';

export interface ServerQuestion {
  kind: 'invite' | 'channel' | 'leave';
  detail: ServerDetail;
}

/** The dialog that an entry of a server's menu opens; the server need not be the open one. */
export const ServerDialog = ({ kind, detail, onClose }: ServerQuestion & { onClose: () => void }) => {
  const { server } = detail;
  if (kind === 'leave') return <LeaveServer server={server} onClose={onClose} />;
  if (kind === 'invite') return <Invites detail={detail} onClose={onClose} />;
  return <CreateChannelDialog detail={detail} categoryId={null} onClose={onClose} />;
};

interface InvitesProps {
  detail: ServerDetail;
  onClose: () => void;
}

/** The invite dialog; managers of the server also reach the list of all invites. */
export const Invites = ({ detail, onClose }: InvitesProps) => {
  const openSettings = useOpenServerSettings(detail.server.serverId);
  const mayManage = can(permissionsIn(detail), 'manageServer');
  const manage = () => {
    onClose();
    openSettings('invites');
  };
  return <InviteDialog detail={detail} onClose={onClose} onManage={mayManage ? manage : undefined} />;
};
