import { useTranslation } from 'react-i18next';
import { Slider } from '@/shared/ui/slider';
import { SwitchRow } from '@/shared/ui/switch';
import { changeVoiceSettings, switchableSounds, useVoiceSettings } from '../../model/voice-settings';

export const SoundSwitches = () => {
  const { t } = useTranslation();
  const { sounds, soundVolume } = useVoiceSettings();
  return (
    <div>
      {switchableSounds.map((sound) => (
        <SwitchRow
          key={sound}
          label={t(`calls.devices.soundNames.${sound}`)}
          isOn={sounds[sound]}
          onChange={(isOn) => changeVoiceSettings({ sounds: { ...sounds, [sound]: isOn } })}
        />
      ))}
      <Slider
        label={t('calls.devices.soundVolume')}
        value={soundVolume}
        max={100}
        step={5}
        valueText={t('calls.devices.percent', { value: soundVolume })}
        onChange={(next) => changeVoiceSettings({ soundVolume: next })}
      />
    </div>
  );
};
