import type { Server } from '@maru/contracts/http/chat/servers';
import { useTranslation } from 'react-i18next';
import { ServerIcon } from '@/entities/server/components/server-icon';
import styles from './server-overview.module.css';

/** The invite as who gets it sees it, while it is being written. */
export const InvitePreview = ({ server }: { server: Server }) => {
  const { t } = useTranslation();
  return (
    <aside className={styles.preview} aria-label={t('serverSettings.overview.preview')}>
      <p className={styles.previewTitle} aria-hidden="true">
        {t('serverSettings.overview.preview')}
      </p>
      <div className={styles.card}>
        <ServerIcon server={server} size={72} />
        <p className={styles.invited}>{t('invites.invited')}</p>
        <p className={styles.name} dir="auto">
          {server.name}
        </p>
        {server.description ? (
          <p className={styles.description} dir="auto">
            {server.description}
          </p>
        ) : null}
        <span className={styles.join}>{t('invites.join')}</span>
      </div>
    </aside>
  );
};
