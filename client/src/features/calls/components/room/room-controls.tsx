import { Maximize, MicOff, Minimize, PhoneOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useOpenCall } from '../call-context';
import {
  CameraButton,
  ControlButton,
  DeafenButton,
  MuteButton,
  ScreenButton,
} from '../controls/control-buttons';
import { WithCaret } from '../controls/with-caret';
import { CameraMenu } from '../devices/camera-menu';
import { MicrophoneMenu } from '../devices/microphone-menu';
import styles from './room-controls.module.css';
import type { FullScreen } from './use-full-screen';

/** The switches below the stage, in reach of the thumb. */
export const RoomControls = ({ fullScreen }: { fullScreen: FullScreen }) => {
  const { t } = useTranslation();
  const { call, snapshot } = useOpenCall();
  return (
    <div className={styles.bar} role="toolbar" aria-label={t('calls.room.controls')}>
      {/* The words come and go in a region that is always there, so that they are announced. */}
      <span className={styles.hintRegion} role="status">
        {snapshot.local.isSpeakingWhileMuted ? (
          <span className={styles.hint}>
            <MicOff size={16} strokeWidth={2} aria-hidden="true" />
            {t('calls.notice.speakingMuted')}
          </span>
        ) : null}
      </span>
      <div className={styles.group}>
        <WithCaret Menu={MicrophoneMenu} label={t('calls.microphoneOptions')}>
          <MuteButton className={styles.round} />
        </WithCaret>
        <WithCaret Menu={CameraMenu} label={t('calls.cameraOptions')}>
          <CameraButton className={styles.round} />
        </WithCaret>
        <ScreenButton className={styles.round} />
        <DeafenButton className={styles.round} />
        <ControlButton
          className={`${styles.round} ${styles.leave}`}
          icon={PhoneOff}
          label={t('calls.leave')}
          onClick={() => call.leave()}
        />
      </div>
      {fullScreen.isPossible ? (
        <ControlButton
          className={`${styles.round} ${styles.full}`}
          icon={fullScreen.isOn ? Minimize : Maximize}
          label={t(fullScreen.isOn ? 'calls.room.leaveFullScreen' : 'calls.room.fullScreen')}
          onClick={fullScreen.toggle}
        />
      ) : null}
    </div>
  );
};
