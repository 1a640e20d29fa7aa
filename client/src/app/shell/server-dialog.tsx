import type { ServerDetail } from '@maru/contracts/http/chat/servers';
import { can } from '@maru/contracts/permissions';
import { CreateChannelDialog } from '@/features/channels/components/create-channel-dialog';
import { InviteDialog } from '@/features/invites/components/invite-dialog';
import { LeaveServer } from '@/features/servers/components/leave-server';
import { permissionsIn } from '@/entities/server/model/permissions';
import { PeopleProvider } from '../people/people-provider';
import { renderPerson } from '@/entities/person/components/person-option';
import { useOpenChannel } from './use-open-channel';
import { useOpenServerSettings } from './use-open-settings';

export interface ServerQuestion {
  kind: 'invite' | 'channel' | 'leave';
  detail: ServerDetail;
}

/** What a server's menu asks for, whichever server is open. */
export const ServerDialog = ({ kind, detail, onClose }: ServerQuestion & { onClose: () => void }) => {
  const { server } = detail;
  const openChannel = useOpenChannel();
  if (kind === 'leave') return <LeaveServer server={server} onClose={onClose} />;
  if (kind === 'invite') return <Invites detail={detail} onClose={onClose} />;
  return (
    <PeopleProvider detail={detail}>
      <CreateChannelDialog
        detail={detail}
        categoryId={null}
        renderPerson={renderPerson}
        onCreated={openChannel}
        onClose={onClose}
      />
    </PeopleProvider>
  );
};

interface InvitesProps {
  detail: ServerDetail;
  onClose: () => void;
}

/** The ways to invite; for managers of the server also to all invites that are in use. */
export const Invites = ({ detail, onClose }: InvitesProps) => {
  const openSettings = useOpenServerSettings(detail.server.serverId);
  const mayManage = can(permissionsIn(detail), 'manageServer');
  const manage = () => {
    onClose();
    openSettings('invites');
  };
  return <InviteDialog detail={detail} onClose={onClose} onManage={mayManage ? manage : undefined} />;
};
