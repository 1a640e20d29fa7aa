import type { Channel } from '@maru/contracts/http/chat/channels';
import type { ServerDetail } from '@maru/contracts/http/chat/servers';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { matchPath, useNavigate, useOutletContext } from 'react-router-dom';
import { paths } from '@/shared/config/paths';
import { useDocumentTitle } from '@/shared/lib/use-document-title';
import { SpeechDrawing, StateView } from '@/shared/ui/state-view';
import { channelToOpen } from '../../shell/last-place';
import { ConversationSkeleton } from '../../shell/shell-skeleton';
import styles from '../../shell/shell.module.css';

/** A server without an open channel leads to its last open channel, or to its first text channel. */
export const Component = () => {
  const { t } = useTranslation();
  const detail = useOutletContext<ServerDetail | undefined>();
  useDocumentTitle(detail?.server.name ?? '');
  if (!detail) return <ConversationSkeleton />;
  const target = channelToOpen(detail);
  if (target) return <LeadOn to={target} />;
  return (
    <main className={styles.main}>
      <StateView drawing={<SpeechDrawing />} title={t('servers.noChannels')} />
    </main>
  );
};

const LeadOn = ({ to: { serverId, channelId } }: { to: Channel }) => {
  const navigate = useNavigate();
  useEffect(() => {
    // The member may have left for another server while this page was being rendered.
    if (matchPath(paths.server.path, location.pathname)?.params.serverId !== serverId) return;
    void navigate(paths.channel.to(serverId, channelId), { replace: true });
  }, [navigate, serverId, channelId]);
  return <ConversationSkeleton />;
};
