import type { ServerDetail } from '@maru/contracts/http/chat/servers';
import { ChevronRight, Hash, Palette, type LucideIcon } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { InviteByLink } from '@/features/invites/components/invite-by-link';
import { Button } from '@/shared/ui/button';
import { Dialog } from '@/shared/ui/dialog';
import { ServerDialog } from './server-dialog';
import styles from './server-ready.module.css';
import { useOpenServerSettings } from './use-open-settings';

interface ServerReadyProps {
  detail: ServerDetail;
  onClose: () => void;
}

/** The first steps in a new server: an invite link, a channel, a look. */
export const ServerReady = ({ detail, onClose }: ServerReadyProps) => {
  const { t } = useTranslation();
  const openSettings = useOpenServerSettings(detail.server.serverId);
  const [isMakingChannel, setIsMakingChannel] = useState(false);
  if (isMakingChannel) return <ServerDialog kind="channel" detail={detail} onClose={onClose} />;
  const decorate = () => {
    onClose();
    openSettings('overview');
  };
  return (
    <Dialog
      isOpen
      title={t('servers.ready.title', { name: detail.server.name })}
      description={t('servers.ready.text')}
      onClose={onClose}
      actions={<Button onClick={onClose}>{t('servers.ready.start')}</Button>}
    >
      <InviteByLink detail={detail} />
      <ul className={styles.steps} aria-label={t('servers.ready.steps')}>
        <Step icon={Hash} name="channel" onSelect={() => setIsMakingChannel(true)} />
        <Step icon={Palette} name="look" onSelect={decorate} />
      </ul>
    </Dialog>
  );
};

interface StepProps {
  icon: LucideIcon;
  name: 'channel' | 'look';
  onSelect: () => void;
}

const Step = ({ icon: Icon, name, onSelect }: StepProps) => {
  const { t } = useTranslation();
  return (
    <li>
      <button type="button" className={styles.step} onClick={onSelect}>
        <Icon size={20} strokeWidth={1.75} aria-hidden="true" />
        <span className={styles.words}>
          <b>{t(`servers.ready.${name}`)}</b>
          <span>{t(`servers.ready.${name}Text`)}</span>
        </span>
        <ChevronRight size={18} strokeWidth={1.75} aria-hidden="true" />
      </button>
    </li>
  );
};
