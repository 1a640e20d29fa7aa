import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Spinner } from '@/shared/ui/spinner';
import { DeviceHelp } from './device-help';
import styles from './devices.module.css';
import { useCamera } from './use-source';

/** The person's own camera, as in a mirror. */
export const CameraPreview = () => {
  const { t } = useTranslation();
  const video = useRef<HTMLVideoElement>(null);
  const camera = useCamera();
  const state = camera?.state();
  const track = state?.status === 'on' ? state.track : undefined;
  useEffect(() => {
    if (video.current) video.current.srcObject = track ? new MediaStream([track]) : null;
  }, [track]);
  if (camera && state?.status === 'failed')
    return <DeviceHelp device="camera" failure={state.failure} onRetry={() => void camera.open()} />;
  return (
    <div className={styles.picture}>
      <video
        ref={video}
        className={styles.mirror}
        aria-label={t('calls.devices.preview')}
        autoPlay
        muted
        playsInline
      />
      {track ? null : (
        <span className={styles.waiting}>
          <Spinner />
        </span>
      )}
    </div>
  );
};
