import { useTranslation } from 'react-i18next';
import { Segmented } from '@/shared/ui/segmented';
import { Slider } from '@/shared/ui/slider';
import { SwitchRow } from '@/shared/ui/switch';
import {
  changeVoiceSettings,
  inputModes,
  sensitivityRange,
  useVoiceSettings,
} from '../../model/voice-settings';
import styles from './devices.module.css';
import { KeyCapture } from './key-capture';

const startingSensitivity = -50;

export const InputMode = () => {
  const { t } = useTranslation();
  const mode = useVoiceSettings((settings) => settings.inputMode);
  return (
    <div className={styles.stack}>
      <Segmented
        label={t('calls.devices.inputMode')}
        value={mode}
        options={inputModes.map((value) => ({ value, label: t(`calls.devices.modes.${value}`) }))}
        onChange={(inputMode) => changeVoiceSettings({ inputMode })}
      />
      <p className={styles.hint}>{t(`calls.devices.modeTexts.${mode}`)}</p>
      {mode === 'voice' ? <Sensitivity /> : null}
      {mode === 'push-to-talk' ? <KeyCapture /> : null}
    </div>
  );
};

const Sensitivity = () => {
  const { t } = useTranslation();
  const sensitivity = useVoiceSettings((settings) => settings.sensitivity);
  return (
    <>
      <SwitchRow
        label={t('calls.devices.autoSensitivity')}
        text={t('calls.devices.autoSensitivityText')}
        isOn={sensitivity === 'auto'}
        onChange={(isAuto) => changeVoiceSettings({ sensitivity: isAuto ? 'auto' : startingSensitivity })}
      />
      {sensitivity === 'auto' ? null : (
        <Slider
          label={t('calls.devices.sensitivity')}
          value={sensitivity}
          {...sensitivityRange}
          valueText={t('calls.devices.decibels', { value: sensitivity })}
          onChange={(next) => changeVoiceSettings({ sensitivity: next })}
        />
      )}
    </>
  );
};
