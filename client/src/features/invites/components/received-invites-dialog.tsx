import type { ReceivedInvite } from '@maru/contracts/http/chat/email-invites';
import type { JoinedServer } from '@maru/contracts/http/chat/invites';
import { useTranslation } from 'react-i18next';
import { ProfileName } from '@/entities/person/components/profile-name';
import { ServerIcon } from '@/entities/server/components/server-icon';
import { errorWords } from '@/shared/errors/error-words';
import { formatRelative } from '@/shared/i18n/format';
import { Button } from '@/shared/ui/button';
import { Dialog } from '@/shared/ui/dialog';
import { Skeleton } from '@/shared/ui/skeleton';
import { ErrorView } from '@/shared/ui/state-view';
import { useAcceptReceived, useDeclineReceived, useReceivedInvites } from '../api/email-invites';
import dialog from './invite-dialog.module.css';
import { LetterboxDrawing } from './invite-drawings';
import styles from './received-invites.module.css';

interface ReceivedInvitesDialogProps {
  onJoined: (joined: JoinedServer) => void;
  onClose: () => void;
}

/** Invites sent to the signed-in person's e-mail address, to accept or decline. A chunk of its own. */
export const ReceivedInvitesDialog = ({ onJoined, onClose }: ReceivedInvitesDialogProps) => {
  const { t } = useTranslation();
  const { data: invites, error, refetch } = useReceivedInvites();
  return (
    <Dialog
      isOpen
      title={t('invites.received.title')}
      description={t('invites.received.text')}
      onClose={onClose}
    >
      {error && !invites ? <ErrorView error={error} onRetry={() => void refetch()} /> : null}
      {!invites && !error ? <Skeleton width="100%" height={96} /> : null}
      {invites?.length === 0 ? (
        <div className={dialog.sent}>
          <LetterboxDrawing />
          <h3>{t('invites.received.none')}</h3>
          <p>{t('invites.received.noneText')}</p>
        </div>
      ) : null}
      {invites && invites.length > 0 ? (
        <ul className={styles.list}>
          {invites.map((invite) => (
            <ReceivedRow
              key={invite.emailInviteId}
              invite={invite}
              onJoined={(joined) => {
                onClose();
                onJoined(joined);
              }}
            />
          ))}
        </ul>
      ) : null}
    </Dialog>
  );
};

interface ReceivedRowProps {
  invite: ReceivedInvite;
  onJoined: (joined: JoinedServer) => void;
}

const ReceivedRow = ({ invite, onJoined }: ReceivedRowProps) => {
  const { t } = useTranslation();
  const accept = useAcceptReceived(onJoined);
  const decline = useDeclineReceived();
  const { server, emailInviteId, inviterId, expiresAt } = invite;
  const error = accept.error ?? decline.error;
  return (
    <li className={styles.row} aria-label={t('invites.cardOf', { name: server.name })}>
      <ServerIcon server={server} size={48} />
      <div className={styles.text}>
        <b dir="auto">{server.name}</b>
        <span>
          {t('invites.received.by')} <ProfileName userId={inviterId} /> ·{' '}
          {t('invites.members', { count: server.memberCount })}
        </span>
        <span>{t('invites.until', { when: formatRelative(expiresAt) })}</span>
      </div>
      <div className={styles.answers}>
        <Button
          isBusy={accept.isPending}
          disabled={decline.isPending}
          onClick={() => accept.mutate(emailInviteId)}
        >
          {t('invites.accept')}
        </Button>
        <Button
          variant="secondary"
          isBusy={decline.isPending}
          disabled={accept.isPending}
          onClick={() => decline.mutate(emailInviteId)}
        >
          {t('invites.decline')}
        </Button>
      </div>
      {error ? (
        <p className={styles.error} role="alert">
          {errorWords(t, error)}
        </p>
      ) : null}
    </li>
  );
};
