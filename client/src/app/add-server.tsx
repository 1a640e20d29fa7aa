import { useNavigate } from 'react-router-dom';
import { JoinByLinkDialog } from '@/features/invites/components/join-by-link-dialog';
import { CreateServerDialog } from '@/features/servers/components/create-server-dialog';
import { paths } from '@/shared/config/paths';

export type AddServerStep = 'create' | 'join';

interface AddServerProps {
  open: AddServerStep | undefined;
  onChange: (open: AddServerStep | undefined) => void;
}

/** The ways to another server: make one, or open the link that somebody sent. */
export const AddServer = ({ open, onChange }: AddServerProps) => {
  const navigate = useNavigate();
  const close = () => onChange(undefined);
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
      onCreated={({ server }) => {
        close();
        void navigate(paths.server.to(server.serverId));
      }}
    />
  );
};
