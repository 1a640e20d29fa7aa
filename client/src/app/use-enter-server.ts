import type { Server } from '@maru/contracts/http/chat/servers';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router-dom';
import { toast } from 'sonner';
import { writeServer } from '@/features/servers/api/servers';
import { paths } from '@/shared/config/paths';

/** Opens the server that somebody has just joined, where they land. */
export const useEnterServer = () => {
  const { t } = useTranslation();
  const navigate = useNavigate();
  return ({ server, channelId }: { server: Server; channelId: string | null }): void => {
    const { serverId, name } = server;
    writeServer(server);
    toast.success(t('invites.joined', { name }));
    void navigate(channelId ? paths.channel.to(serverId, channelId) : paths.server.to(serverId), {
      replace: true,
    });
  };
};
