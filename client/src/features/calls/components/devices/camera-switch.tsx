import { Video, VideoOff } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/shared/ui/button';
import { CameraPreview } from './camera-preview';
import styles from './devices.module.css';

/** A camera preview that the person turns on: nothing opens a camera by itself. */
export const CameraSwitch = () => {
  const { t } = useTranslation();
  const [isOn, setIsOn] = useState(false);
  return (
    <div className={styles.stack}>
      {isOn ? (
        <CameraPreview />
      ) : (
        <div className={styles.picture}>
          <span className={styles.waiting}>
            <VideoOff size={28} strokeWidth={1.75} aria-hidden="true" />
            {t('calls.devices.previewOff')}
          </span>
        </div>
      )}
      <Button variant="secondary" onClick={() => setIsOn(!isOn)}>
        {isOn ? (
          <VideoOff size={18} strokeWidth={1.75} aria-hidden="true" />
        ) : (
          <Video size={18} strokeWidth={1.75} aria-hidden="true" />
        )}
        {t(isOn ? 'calls.devices.stopPreview' : 'calls.devices.startPreview')}
      </Button>
    </div>
  );
};
