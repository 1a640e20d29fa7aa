import '../../i18n/words';
import { TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/shared/ui/button';
import type { DeviceFailure } from '../../model/local-media';
import styles from './devices.module.css';

interface DeviceHelpProps {
  device: 'microphone' | 'camera';
  failure: DeviceFailure;
  onRetry: () => void;
}

/** Says why a device doesn't open and what the person can do about it. */
export const DeviceHelp = ({ device, failure, onRetry }: DeviceHelpProps) => {
  const { t } = useTranslation();
  return (
    <div className={styles.help} role="alert">
      <TriangleAlert size={20} strokeWidth={1.75} aria-hidden="true" />
      <div className={styles.helpWords}>
        <b>{t(`calls.devices.help.${device}.${failure}.title`)}</b>
        <p>{t(`calls.devices.help.${device}.${failure}.text`)}</p>
      </div>
      <Button variant="secondary" onClick={onRetry}>
        {t('common.retry')}
      </Button>
    </div>
  );
};
