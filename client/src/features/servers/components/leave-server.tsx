import type { Server } from '@maru/contracts/http/chat/servers';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import { ConfirmDialog } from '@/shared/ui/confirm-dialog';
import { useLeaveServer } from '../api/servers';

interface LeaveServerProps {
  server: Server;
  onClose: () => void;
}

/** Asks before the person leaves a server. */
export const LeaveServer = ({ server, onClose }: LeaveServerProps) => {
  const { t } = useTranslation();
  const leave = useLeaveServer(server.serverId);
  return (
    <ConfirmDialog
      isOpen
      title={t('servers.leaveTitle', { name: server.name })}
      description={t('servers.leaveText')}
      confirmLabel={t('servers.leave')}
      isBusy={leave.isPending}
      onClose={onClose}
      onConfirm={() =>
        // The live news of it closes this dialog, maybe before the reply is here.
        void leave.mutateAsync().then(
          () => toast.success(t('servers.left')),
          () => undefined,
        )
      }
    />
  );
};
