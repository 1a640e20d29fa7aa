import '../../i18n/words';
import { useTranslation } from 'react-i18next';
import { Section } from '@/shared/ui/settings-section';
import { SwitchRow } from '@/shared/ui/switch';
import { useCallService } from '@/entities/channel/model/call-service';
import { changeVoiceSettings, useVoiceSettings } from '../../model/voice-settings';
import { CameraSwitch } from './camera-switch';
import { DevicePicker } from './device-picker';
import styles from './devices.module.css';
import { InputMode } from './input-mode';
import { MicrophoneTest } from './microphone-test';
import { NameRequest } from './name-request';
import { Processing } from './processing';
import { SoundSwitches } from './sound-switches';
import { SpeakerTest } from './speaker-test';
import { canChooseSpeaker } from './use-device-list';
import { useDeviceToasts } from './use-device-toasts';

/** Voice and video, on this device. Works with and without a call; changes take effect at once. */
export const VoiceSettingsPage = () => {
  const { t } = useTranslation();
  useDeviceToasts();
  return (
    <div className={styles.page}>
      <NameRequest />
      <Section title={t('calls.devices.sound')}>
        <div className={styles.pair}>
          <div className={styles.stack}>
            <DevicePicker kind="microphone" />
            <MicrophoneTest />
          </div>
          <div className={styles.stack}>
            {canChooseSpeaker() ? (
              <DevicePicker kind="speaker" />
            ) : (
              <p className={styles.hint}>{t('calls.devices.noSpeakers')}</p>
            )}
            <SpeakerTest />
          </div>
        </div>
      </Section>
      <Section title={t('calls.devices.input')}>
        <InputMode />
      </Section>
      <Section title={t('calls.devices.processing')}>
        <Processing />
      </Section>
      <Section title={t('calls.devices.picture')}>
        <DevicePicker kind="camera" />
        <CameraSwitch />
      </Section>
      <Section title={t('calls.devices.sounds')}>
        <SoundSwitches />
      </Section>
      <Section title={t('calls.devices.privacy')}>
        <HideAddress />
      </Section>
    </div>
  );
};

const HideAddress = () => {
  const { t } = useTranslation();
  const hidesAddress = useVoiceSettings((settings) => settings.hidesAddress);
  const hasRelay = useCallService((service) => service.hasRelay) ?? true;
  return (
    <SwitchRow
      label={t('calls.devices.hideAddress')}
      text={t(hasRelay ? 'calls.devices.hideAddressText' : 'calls.devices.noRelay')}
      isOn={hidesAddress}
      onChange={(isOn) => changeVoiceSettings({ hidesAddress: isOn })}
    />
  );
};
