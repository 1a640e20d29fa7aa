import '../../i18n/words';
import { PhoneOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { paths } from '@/shared/config/paths';
import { IconButton } from '@/shared/ui/icon-button';
import { useOpenCall } from '../call-context';
import { CallTime } from '../call-time';
import { CameraButton, DeafenButton, MuteButton, ScreenButton } from '../controls/control-buttons';
import { CallStatusLine } from './call-status-line';
import styles from './voice-panel.module.css';

interface VoicePanelProps {
  channelName: string;
  serverName: string;
}

/** The call, above the own-user panel: where it is, how it stands, and its switches. */
export const VoicePanel = ({ channelName, serverName }: VoicePanelProps) => {
  const { t } = useTranslation();
  const { call, snapshot } = useOpenCall();
  const { status, serverId, channelId, startedAt } = snapshot;
  const isIn = status === 'connected' || status === 'reconnecting' || status === 'joining';
  const leaveLabel = t(status === 'waiting' ? 'calls.stopWaiting' : 'calls.leave');
  return (
    <section className={styles.panel} aria-label={t('calls.panel')}>
      <div className={styles.head}>
        <Link className={styles.place} to={paths.channel.to(serverId, channelId)}>
          <CallStatusLine />
          <span className={styles.channel} dir="auto">
            {channelName} <span className={styles.server}>/ {serverName}</span>
          </span>
          <span className="visually-hidden">{t('calls.back')}</span>
        </Link>
        {startedAt && isIn ? <CallTime since={startedAt} className={styles.time} /> : null}
        <IconButton icon={PhoneOff} label={leaveLabel} isDanger onClick={() => call.leave()} />
      </div>
      {isIn ? (
        <div className={styles.controls} role="group" aria-label={t('calls.room.controls')}>
          <MuteButton />
          <DeafenButton />
          <CameraButton />
          <ScreenButton />
        </div>
      ) : null}
    </section>
  );
};
