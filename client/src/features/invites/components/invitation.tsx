import type { InvitedTo as OpenServer } from '@maru/contracts/http/chat/invites';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ServerIcon } from '@/entities/server/components/server-icon';
import { Skeleton } from '@/shared/ui/skeleton';
import styles from './invitation.module.css';

export type InvitedTo = Omit<OpenServer, 'onlineCount'> & { onlineCount?: number | null };

/** The server that an invite leads to; `children` are the buttons to join it. */
export const Invitation = ({ server, children }: { server: InvitedTo; children: ReactNode }) => {
  const { t } = useTranslation();
  const { name, description, memberCount, onlineCount } = server;
  return (
    <div className={styles.invitation}>
      <ServerIcon server={server} size={88} />
      <h2 className={styles.name} dir="auto">
        {name}
      </h2>
      <p className={styles.counts}>
        {typeof onlineCount === 'number' ? (
          <span>
            <i className={styles.online} aria-hidden="true" />
            {t('invites.online', { count: onlineCount })}
          </span>
        ) : null}
        <span>
          <i className={styles.all} aria-hidden="true" />
          {t('invites.members', { count: memberCount })}
        </span>
      </p>
      {description ? (
        <p className={styles.description} dir="auto">
          {description}
        </p>
      ) : null}
      <div className={styles.ways}>{children}</div>
    </div>
  );
};

export const InvitationSkeleton = () => (
  <div className={styles.invitation} aria-busy="true">
    <Skeleton width={88} height={88} isRound />
    <Skeleton width={180} height={28} />
    <Skeleton width={150} height={18} />
    <Skeleton width="100%" height={48} />
  </div>
);
