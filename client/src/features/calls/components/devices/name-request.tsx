import { useTranslation } from 'react-i18next';
import { Button } from '@/shared/ui/button';
import styles from './devices.module.css';
import { askForNames, useDeviceList } from './use-device-list';

/** Offers to allow devices while the browser hides their names. */
export const NameRequest = () => {
  const { t } = useTranslation();
  const { areNamesHidden: areMicrophonesHidden } = useDeviceList('microphone');
  const { areNamesHidden: areCamerasHidden } = useDeviceList('camera');
  if (!areMicrophonesHidden && !areCamerasHidden) return null;
  return (
    <div className={styles.notice}>
      <p>{t('calls.devices.hiddenNames')}</p>
      <Button variant="secondary" onClick={() => void askForNames()}>
        {t('calls.devices.showNames')}
      </Button>
    </div>
  );
};
