import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { paths } from '@/shared/config/paths';
import { Avatar } from '@/shared/ui/avatar';
import { buttonClass } from '@/shared/ui/button';
import { Skeleton } from '@/shared/ui/skeleton';
import { useInvitePreview } from '../api/invites';
import styles from './invite-card.module.css';

interface InviteCardProps {
  code: string;
  /** Whether the reader is in the server already. */
  isMemberOf: (serverId: string) => boolean;
}

/** A link to a server, in a conversation: what it is, and the way in. */
export const InviteCard = ({ code, isMemberOf }: InviteCardProps) => {
  const { t } = useTranslation();
  const { data, isPending } = useInvitePreview(code);
  if (isPending) {
    return (
      <aside className={styles.card} aria-busy="true">
        <Skeleton width={48} height={48} />
        <Skeleton width={140} />
      </aside>
    );
  }
  const server = data?.server;
  if (!server) {
    const status = data?.status ?? 'open';
    return (
      <aside className={styles.card}>
        <p className={styles.text}>
          {status === 'open' ? t('invites.invalid') : t(`invites.states.${status}.title`)}
        </p>
        {data && isMemberOf(data.serverId) ? (
          <Link
            to={paths.server.to(data.serverId)}
            className={`${buttonClass({ variant: 'secondary' })} ${styles.way}`}
          >
            {t('invites.open')}
          </Link>
        ) : null}
      </aside>
    );
  }
  const isIn = isMemberOf(server.serverId);
  return (
    <aside className={styles.card} aria-label={t('invites.cardOf', { name: server.name })}>
      <Avatar id={server.serverId} name={server.name} url={server.iconUrl} size={48} isSquare />
      <div className={styles.text}>
        <b dir="auto">{server.name}</b>
        <span>{t('invites.members', { count: server.memberCount })}</span>
      </div>
      <Link
        to={isIn ? paths.server.to(server.serverId) : paths.invite.to(code)}
        className={`${buttonClass({ variant: isIn ? 'secondary' : 'primary' })} ${styles.way}`}
      >
        {t(isIn ? 'invites.open' : 'invites.join')}
      </Link>
    </aside>
  );
};
