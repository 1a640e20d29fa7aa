import '../../i18n/words';
import { useTranslation } from 'react-i18next';
import { CameraSwitch } from './camera-switch';
import { DevicePicker } from './device-picker';
import styles from './devices.module.css';
import { MicrophoneTest } from './microphone-test';
import { NameRequest } from './name-request';

/** Camera, microphone and their choice, to look at before joining. Opens nothing by itself. */
export const DevicePreview = () => {
  const { t } = useTranslation();
  return (
    <section className={styles.preview} aria-label={t('calls.devices.turnOnToCheck')}>
      <CameraSwitch />
      <MicrophoneTest />
      <NameRequest />
      <div className={styles.pair}>
        <DevicePicker kind="microphone" />
        <DevicePicker kind="camera" />
      </div>
    </section>
  );
};
