import '../../i18n/words';
import { PhoneOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { paths } from '@/shared/config/paths';
import { useOpenCall } from '../call-context';
import { CallTime } from '../call-time';
import { ControlButton, MuteButton } from '../controls/control-buttons';
import styles from './call-bar.module.css';

interface CallBarProps {
  channelName: string;
  /** Uncovers the room if its own page is open. */
  onBack?: () => void;
}

/** The call in one line, for phones whose screen shows another pane. */
export const CallBar = ({ channelName, onBack }: CallBarProps) => {
  const { t } = useTranslation();
  const { call, snapshot } = useOpenCall();
  const { status, serverId, channelId, startedAt } = snapshot;
  const isIn = status === 'connected' || status === 'reconnecting' || status === 'joining';
  return (
    <section className={styles.bar} aria-label={t('calls.panel')} data-status={status}>
      <Link className={styles.place} to={paths.channel.to(serverId, channelId)} onClick={onBack}>
        <span className={styles.channel} dir="auto">
          {channelName}
        </span>
        <span className={styles.state}>
          {status === 'connected' && startedAt ? (
            <CallTime since={startedAt} className={styles.time} />
          ) : (
            t(`calls.status.${status}`)
          )}
        </span>
        <span className="visually-hidden">{t('calls.back')}</span>
      </Link>
      {isIn ? <MuteButton className={styles.button} /> : null}
      <ControlButton
        className={styles.leave}
        icon={PhoneOff}
        label={t(status === 'waiting' ? 'calls.stopWaiting' : 'calls.leave')}
        onClick={() => call.leave()}
      />
    </section>
  );
};
