import { useTranslation } from 'react-i18next';
import { findDevice } from '../../model/devices/device-choice';
import type { DeviceKind } from '../../model/devices/device-list';
import { changeVoiceSettings, useVoiceSettings } from '../../model/voice-settings';
import { useDeviceList } from './use-device-list';

const systemDefault = '';
const unplugged = 'unplugged';

/** The devices of a kind as options: the system's default first, a chosen one that is unplugged stays. */
export const useChoice = (kind: DeviceKind) => {
  const { t } = useTranslation();
  const { devices, areNamesHidden } = useDeviceList(kind);
  const choice = useVoiceSettings((settings) => settings[kind]);
  const found = findDevice(devices, choice);
  const missing = choice && !found ? choice : undefined;
  const options = [
    { value: systemDefault, label: t('calls.devices.standard') },
    ...devices.map(({ deviceId, label }) => ({ value: deviceId, label })),
    ...(missing ? [{ value: unplugged, label: t('calls.devices.notPlugged', { name: missing.label }) }] : []),
  ];
  const choose = (value: string) => {
    if (value === unplugged) return;
    const device = devices.find(({ deviceId }) => deviceId === value);
    changeVoiceSettings({ [kind]: device ?? null });
  };
  return { options, value: found?.deviceId ?? (missing ? unplugged : systemDefault), choose, areNamesHidden };
};
