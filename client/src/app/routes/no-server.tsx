import { use } from 'react';
import { useTranslation } from 'react-i18next';
import { UserPanel } from '@/features/auth/components/user-panel';
import { useServers } from '@/features/servers/api/servers';
import { useDocumentTitle } from '@/shared/lib/use-document-title';
import { Button } from '@/shared/ui/button';
import { ErrorView, HouseDrawing, SpeechDrawing, StateView } from '@/shared/ui/state-view';
import styles from '../shell.module.css';
import { useOpenSettings } from '../use-open-settings';
import { ShellContext } from '../shell-context';

/** Nothing is open yet: the way to a first server, or to one of mine. */
export const Component = () => {
  const { t } = useTranslation();
  const { data: servers, error, refetch } = useServers();
  const { createServer } = use(ShellContext);
  const openSettings = useOpenSettings();
  useDocumentTitle(t('servers.mine'));
  return (
    <main className={styles.main}>
      <div className={styles.grow}>
        {error && !servers ? <ErrorView error={error} onRetry={() => void refetch()} /> : null}
        {servers?.length === 0 ? (
          <StateView
            drawing={<HouseDrawing />}
            title={t('servers.emptyTitle')}
            text={t('servers.emptyText')}
            action={<Button onClick={createServer}>{t('servers.create')}</Button>}
          />
        ) : null}
        {servers && servers.length > 0 ? (
          <StateView
            drawing={<SpeechDrawing />}
            title={t('servers.mine')}
            text={t('servers.pickChannelText')}
          />
        ) : null}
      </div>
      <UserPanel onOpenSettings={openSettings} />
    </main>
  );
};
