import { useTranslation } from 'react-i18next';
import { Segmented } from '@/shared/ui/segmented';
import { SwitchRow } from '@/shared/ui/switch';
import { changeVoiceSettings, suppressions, useVoiceSettings } from '../../model/voice-settings';
import styles from './devices.module.css';

export const Processing = () => {
  const { t } = useTranslation();
  const { suppression, echoCancellation, autoGain } = useVoiceSettings();
  return (
    <div className={styles.stack}>
      <Segmented
        label={t('calls.devices.suppression')}
        value={suppression}
        options={suppressions.map((value) => ({ value, label: t(`calls.devices.suppressions.${value}`) }))}
        onChange={(next) => changeVoiceSettings({ suppression: next })}
      />
      <p className={styles.hint}>{t(`calls.devices.suppressionTexts.${suppression}`)}</p>
      <SwitchRow
        label={t('calls.devices.echo')}
        text={t('calls.devices.echoText')}
        isOn={echoCancellation}
        onChange={(isOn) => changeVoiceSettings({ echoCancellation: isOn })}
      />
      <SwitchRow
        label={t('calls.devices.gain')}
        text={t('calls.devices.gainText')}
        isOn={autoGain}
        onChange={(isOn) => changeVoiceSettings({ autoGain: isOn })}
      />
    </div>
  );
};
