import type { ServerDetail } from '@maru/contracts/http/chat/servers';
import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { JoinByLinkDialog } from '@/features/invites/components/join-by-link-dialog';
import { CreateServerDialog } from '@/features/servers/components/create-server-dialog';
import { paths } from '@/shared/config/paths';
import { lastPlace } from './last-place';
import { ServerReady } from './server-ready';

export type AddServerStep = 'create' | 'join';

interface AddServerProps {
  open: AddServerStep | undefined;
  onChange: (open: AddServerStep | undefined) => void;
}

/** The dialogs that add a server: create one and prepare it, or open an invite link. */
export const AddServer = ({ open, onChange }: AddServerProps) => {
  const navigate = useNavigate();
  const [ready, setReady] = useState<ServerDetail>();
  const close = () => onChange(undefined);
  if (ready) return <ServerReady detail={ready} onClose={() => setReady(undefined)} />;
  if (open === 'join') {
    return (
      <JoinByLinkDialog
        onClose={close}
        onOpen={(code) => {
          close();
          void navigate(paths.invite.to(code));
        }}
      />
    );
  }
  if (open !== 'create') return null;
  return (
    <CreateServerDialog
      onClose={close}
      onJoinByLink={() => onChange('join')}
      onCreated={(detail) => {
        close();
        setReady(detail);
        lastPlace.enterServer(detail.server.serverId);
        void navigate(paths.servers.to());
      }}
    />
  );
};
