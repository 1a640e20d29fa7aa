import { Mail } from 'lucide-react';
import { lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { JoinedServer } from '@maru/contracts/http/chat/invites';
import { LazyPart } from '@/shared/ui/lazy-part';
import { Tooltip } from '@/shared/ui/tooltip';
import { useReceivedInvites } from '../api/email-invites';
import styles from './received-invites.module.css';

const ReceivedInvitesDialog = lazy(async () => ({
  default: (await import('./received-invites-dialog')).ReceivedInvitesDialog,
}));

interface ReceivedInvitesButtonProps {
  onJoined: (joined: JoinedServer) => void;
}

/** The number of invites that wait for an answer; a click lists them. */
export const ReceivedInvitesButton = ({ onJoined }: ReceivedInvitesButtonProps) => {
  const { t } = useTranslation();
  const [isOpen, setIsOpen] = useState(false);
  const { data: invites = [] } = useReceivedInvites();
  const count = invites.length;
  const label = count > 0 ? t('invites.received.some', { count }) : t('invites.received.title');
  return (
    <>
      <Tooltip label={label}>
        <button type="button" className={styles.button} aria-label={label} onClick={() => setIsOpen(true)}>
          <Mail size={22} strokeWidth={1.75} aria-hidden="true" />
          {count > 0 ? (
            <span className={styles.badge} aria-hidden="true">
              {count > 9 ? '9+' : count}
            </span>
          ) : null}
        </button>
      </Tooltip>
      {isOpen ? (
        <LazyPart>
          <ReceivedInvitesDialog onJoined={onJoined} onClose={() => setIsOpen(false)} />
        </LazyPart>
      ) : null}
    </>
  );
};
