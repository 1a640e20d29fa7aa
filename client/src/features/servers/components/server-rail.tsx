import type { Server } from '@maru/contracts/http/chat/servers';
import { Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router-dom';
import { Avatar } from '@/shared/ui/avatar';
import { Skeleton } from '@/shared/ui/skeleton';
import { Tooltip } from '@/shared/ui/tooltip';
import { useServers } from '../api/servers';
import styles from './server-rail.module.css';

interface ServerRailProps {
  /** Where a server opens: at its last channel. */
  linkTo: (server: Server) => string;
  onCreate: () => void;
}

/** My servers, top to bottom. */
export const ServerRail = ({ linkTo, onCreate }: ServerRailProps) => {
  const { t } = useTranslation();
  const { data: servers, isPending } = useServers();
  return (
    <nav className={styles.rail} aria-label={t('servers.mine')}>
      <ul className={styles.list}>
        {isPending ? [0, 1, 2].map((index) => <Skeleton key={index} width={48} height={48} isRound />) : null}
        {servers?.map((server) => (
          <li key={server.serverId}>
            <Tooltip label={server.name}>
              <NavLink
                to={linkTo(server)}
                className={styles.server}
                aria-label={server.name}
                data-server={server.serverId}
              >
                <Avatar id={server.serverId} name={server.name} url={server.iconUrl} size={48} isSquare />
              </NavLink>
            </Tooltip>
          </li>
        ))}
        <li>
          <Tooltip label={t('servers.create')}>
            <button type="button" className={styles.add} aria-label={t('servers.create')} onClick={onCreate}>
              <Plus size={22} strokeWidth={1.75} aria-hidden="true" />
            </button>
          </Tooltip>
        </li>
      </ul>
    </nav>
  );
};
