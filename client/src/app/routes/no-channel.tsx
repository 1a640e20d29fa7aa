import type { ServerDetail } from '@maru/contracts/http/chat/servers';
import { useTranslation } from 'react-i18next';
import { Navigate, useOutletContext } from 'react-router-dom';
import { paths } from '@/shared/config/paths';
import { useDocumentTitle } from '@/shared/lib/use-document-title';
import { SpeechDrawing, StateView } from '@/shared/ui/state-view';
import { lastChannel } from '../last-channel';
import styles from '../shell.module.css';

/** A server without an open channel leads to the last one, or to the first that one can write in. */
export const Component = () => {
  const { t } = useTranslation();
  const detail = useOutletContext<ServerDetail | undefined>();
  useDocumentTitle(detail?.server.name ?? '');
  if (!detail) return <main className={styles.main} aria-busy="true" />;
  const { server, channels } = detail;
  const last = channels.find((channel) => channel.channelId === lastChannel.get(server.serverId));
  const target = last ?? channels.find((channel) => channel.type === 'text') ?? channels[0];
  if (target) return <Navigate to={paths.channel.to(server.serverId, target.channelId)} replace />;
  return (
    <main className={styles.main}>
      <StateView drawing={<SpeechDrawing />} title={t('servers.noChannels')} />
    </main>
  );
};
