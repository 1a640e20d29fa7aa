import type { JoinedServer } from '@maru/contracts/http/chat/invites';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router-dom';
import { toast } from 'sonner';
import { writeServer } from '@/entities/server/api/servers';
import { paths } from '@/shared/config/paths';
import { lastPlace } from './last-place';

/** Opens the server that the person has just joined, at the invite's channel or else at the first one. */
export const useEnterServer = () => {
  const { t } = useTranslation();
  const navigate = useNavigate();
  return ({ server, channelId }: JoinedServer): void => {
    const { serverId, name } = server;
    writeServer(server);
    lastPlace.enterServer(serverId);
    toast.success(t('invites.joined', { name }));
    void navigate(channelId ? paths.channel.to(serverId, channelId) : paths.servers.to(), { replace: true });
  };
};
