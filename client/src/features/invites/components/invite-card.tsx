import type { InvitePreview } from '@maru/contracts/http/chat/invites';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { useIsMember } from '@/entities/server/api/servers';
import { ServerIcon } from '@/entities/server/components/server-icon';
import { paths } from '@/shared/config/paths';
import { buttonClass } from '@/shared/ui/button';
import { Skeleton } from '@/shared/ui/skeleton';
import { useInvitePreview } from '../api/invites';
import styles from './invite-card.module.css';

/** A server invite in a conversation: the server, and a button to join or open it. */
export const InviteCard = ({ code }: { code: string }) => {
  const { t } = useTranslation();
  const { data, isPending } = useInvitePreview(code);
  const isIn = useIsMember(data?.serverId);
  if (isPending) {
    return (
      <aside className={styles.card} aria-busy="true">
        <Skeleton width={48} height={48} />
        <Skeleton width={140} />
      </aside>
    );
  }
  if (!data?.server) return <ClosedCard preview={data} isIn={isIn} />;
  const { server } = data;
  return (
    <aside className={styles.card} aria-label={t('invites.cardOf', { name: server.name })}>
      <ServerIcon server={server} size={48} />
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

interface ClosedCardProps {
  /** Undefined when there is no such invite. */
  preview: InvitePreview | undefined;
  isIn: boolean | undefined;
}

/** An invite that no longer works; members can still open the server. */
const ClosedCard = ({ preview, isIn }: ClosedCardProps) => {
  const { t } = useTranslation();
  const status = preview?.status ?? 'open';
  return (
    <aside className={styles.card}>
      <p className={styles.text}>
        {status === 'open' ? t('invites.invalid') : t(`invites.states.${status}.title`)}
      </p>
      {preview && isIn ? (
        <Link
          to={paths.server.to(preview.serverId)}
          className={`${buttonClass({ variant: 'secondary' })} ${styles.way}`}
        >
          {t('invites.open')}
        </Link>
      ) : null}
    </aside>
  );
};
