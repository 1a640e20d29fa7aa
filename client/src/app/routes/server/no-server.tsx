import type { Server } from '@maru/contracts/http/chat/servers';
import { use, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, useLocation } from 'react-router-dom';
import { z } from 'zod';
import { useServer, useServers } from '@/entities/server/api/servers';
import { useRail } from '@/features/servers/api/rail';
import { serversInOrder } from '@/features/servers/model/rail-moves';
import { paths } from '@/shared/config/paths';
import { useDocumentTitle } from '@/shared/lib/use-document-title';
import { useIsPhone } from '@/shared/lib/use-media-query';
import { Button } from '@/shared/ui/button';
import { ErrorView, HouseDrawing, StateView } from '@/shared/ui/state-view';
import { OwnPanels } from '../../shell/call/call-places';
import { channelToOpen, lastPlace } from '../../shell/last-place';
import styles from '../../shell/shell.module.css';
import { ServerSkeleton } from '../../shell/shell-skeleton';
import { ShellContext } from '../../shell/shell-context';

/** Leads to the last open server; without any server, offers to create or join one. */
export const Component = () => {
  const { t } = useTranslation();
  const { data: servers, error, refetch } = useServers();
  const { entries } = useRail();
  useDocumentTitle(t('servers.mine'));
  if (error && !servers)
    return (
      <Pane>
        <ErrorView error={error} onRetry={() => void refetch()} />
      </Pane>
    );
  if (!servers || !entries) return <ServerSkeleton />;
  if (servers.length === 0)
    return (
      <Pane>
        <NoServers />
      </Pane>
    );
  const order = serversInOrder(entries);
  const ofId = (id: string | null | undefined) => servers.find(({ serverId }) => serverId === id);
  const target = ofId(lastPlace.serverId()) ?? ofId(order[0]) ?? servers[0];
  return target ? <OpenServer server={target} /> : null;
};

const stateSchema = z.object({ isSentAway: z.literal(true) });

/** On a phone the address of a server is its list of channels, which is not where the person was last. */
const OpenServer = ({ server: { serverId } }: { server: Server }) => {
  const isPhone = useIsPhone();
  const { data: detail, error } = useServer(serverId);
  const { state } = useLocation();
  const isSentAway = stateSchema.safeParse(state).success;
  if (!isPhone || isSentAway || error) return <Navigate to={paths.server.to(serverId)} replace />;
  if (!detail) return <ServerSkeleton />;
  const channel = channelToOpen(detail);
  return (
    <Navigate
      to={channel ? paths.channel.to(serverId, channel.channelId) : paths.server.to(serverId)}
      replace
    />
  );
};

const NoServers = () => {
  const { t } = useTranslation();
  const { createServer, joinByLink } = use(ShellContext);
  return (
    <StateView
      drawing={<HouseDrawing />}
      title={t('servers.emptyTitle')}
      text={t('servers.emptyText')}
      action={
        <div className={styles.emptyActions}>
          <Button onClick={createServer}>{t('servers.create')}</Button>
          <Button variant="secondary" onClick={joinByLink}>
            {t('servers.joinByLink')}
          </Button>
        </div>
      }
    />
  );
};

const Pane = ({ children }: { children: ReactNode }) => (
  <main className={styles.main}>
    <div className={styles.grow}>{children}</div>
    <OwnPanels />
  </main>
);
