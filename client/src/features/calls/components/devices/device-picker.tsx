import { useTranslation } from 'react-i18next';
import { Select } from '@/shared/ui/select';
import type { DeviceKind } from '../../model/devices/device-list';
import { useChoice } from './use-choice';

export const DevicePicker = ({ kind }: { kind: DeviceKind }) => {
  const { t } = useTranslation();
  const { options, value, choose } = useChoice(kind);
  return <Select label={t(`calls.devices.${kind}`)} value={value} options={options} onChange={choose} />;
};
