import type { Invite } from '@maru/contracts/http/chat/invites';
import type { Server } from '@maru/contracts/http/chat/servers';
import type { ServerId } from '@maru/contracts/primitives';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import { errorWords } from '@/shared/errors/error-words';
import { formatRelative } from '@/shared/i18n/format';
import { Button } from '@/shared/ui/button';
import { Dialog } from '@/shared/ui/dialog';
import { Skeleton } from '@/shared/ui/skeleton';
import { ErrorView } from '@/shared/ui/state-view';
import { useInvites, usePauseInvites, useRevokeInvite } from '../api/invites';
import styles from './invite-dialog.module.css';

interface ManageInvitesProps {
  server: Server;
  renderName: (userId: string) => ReactNode;
  onClose: () => void;
}

/** The links of a server that work, how often each was used, and the switch that stops all of them. */
export const ManageInvitesDialog = ({ server, renderName, onClose }: ManageInvitesProps) => {
  const { t } = useTranslation();
  const { data, error, refetch } = useInvites(server.serverId);
  return (
    <Dialog isOpen title={t('invites.manage')} onClose={onClose}>
      {error && !data ? <ErrorView error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <Skeleton width="100%" height={120} /> : null}
      {data ? <PauseSwitch serverId={server.serverId} arePaused={data.arePaused} /> : null}
      {data ? <InviteList invites={data.invites} renderName={renderName} /> : null}
    </Dialog>
  );
};

const PauseSwitch = ({ serverId, arePaused }: { serverId: ServerId; arePaused: boolean }) => {
  const { t } = useTranslation();
  const pause = usePauseInvites(serverId);
  const toggle = () =>
    pause.mutate(!arePaused, { onError: (failure) => void toast.error(errorWords(t, failure)) });
  return (
    <div className={styles.pause}>
      <p role="status">{t(arePaused ? 'invites.arePaused' : 'invites.areOpen')}</p>
      <Button variant={arePaused ? 'primary' : 'secondary'} isBusy={pause.isPending} onClick={toggle}>
        {t(arePaused ? 'invites.resume' : 'invites.pause')}
      </Button>
    </div>
  );
};

type InviteListProps = Pick<ManageInvitesProps, 'renderName'> & { invites: Invite[] };

const InviteList = ({ invites, renderName }: InviteListProps) => {
  const { t } = useTranslation();
  if (invites.length === 0) return <p className={styles.empty}>{t('invites.none')}</p>;
  return (
    <ul className={styles.list}>
      {invites.map((invite) => (
        <InviteRow key={invite.inviteId} invite={invite} name={renderName(invite.creatorId)} />
      ))}
    </ul>
  );
};

const InviteRow = ({ invite, name }: { invite: Invite; name: ReactNode }) => {
  const { t } = useTranslation();
  const revoke = useRevokeInvite(invite.serverId);
  const { uses, maxUses, expiresAt } = invite;
  const used = maxUses === null ? t('invites.used', { uses }) : t('invites.usedOf', { uses, max: maxUses });
  const until = expiresAt ? t('invites.until', { when: formatRelative(expiresAt) }) : t('invites.never');
  return (
    <li className={styles.row}>
      <div className={styles.text}>
        <b>{name}</b>
        <span>
          {used} · {until}
        </span>
      </div>
      <Button
        variant="secondary"
        isBusy={revoke.isPending}
        onClick={() =>
          revoke.mutate(invite.inviteId, {
            onSuccess: () => toast.success(t('invites.revoked')),
            onError: (failure) => void toast.error(errorWords(t, failure)),
          })
        }
      >
        {t('invites.revoke')}
      </Button>
    </li>
  );
};
