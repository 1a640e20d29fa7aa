import { useState } from 'react';
import Cropper from 'react-easy-crop';
import { useTranslation } from 'react-i18next';
import { errorWords } from '../errors/error-words.js';
import { cropPicture, type Area, type PictureShape } from '../lib/crop-picture.js';
import { Button } from './button.js';
import styles from './crop-dialog.module.css';
import { Dialog } from './dialog.js';

interface CropDialogProps {
  shape: PictureShape;
  title: string;
  /** An object URL of the chosen file. */
  url: string;
  isSending: boolean;
  /** The uploaded part, from 0 to 1. */
  progress: number;
  error: unknown;
  onSend: (picture: Blob) => void;
  onClose: () => void;
}

/** Which part of the picture to use; drag, zoom, send. */
export const CropDialog = (props: CropDialogProps) => {
  const { shape, title, url, isSending, progress, error, onSend, onClose } = props;
  const { t } = useTranslation();
  const [crop, setCrop] = useState({ x: 0, y: 0 });
  const [zoom, setZoom] = useState(1);
  const [area, setArea] = useState<Area>();
  const [isBroken, setIsBroken] = useState(false);

  const save = async () => {
    if (!area) return;
    try {
      onSend(await cropPicture(url, area, shape));
    } catch {
      setIsBroken(true);
    }
  };
  const problem = isBroken ? t('errors.IMAGE_INVALID') : error ? errorWords(t, error) : undefined;
  return (
    <Dialog
      isOpen
      title={title}
      description={t('profiles.crop.text')}
      onClose={onClose}
      actions={
        <>
          <Button variant="secondary" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button isBusy={isSending} disabled={!area || isBroken} onClick={() => void save()}>
            {isSending ? `${Math.round(progress * 100)}%` : t('common.save')}
          </Button>
        </>
      }
    >
      <div className={styles.cropper}>
        <Cropper
          image={url}
          crop={crop}
          zoom={zoom}
          aspect={shape === 'banner' ? 2.5 : 1}
          cropShape={shape === 'avatar' ? 'round' : 'rect'}
          showGrid={false}
          onCropChange={setCrop}
          onZoomChange={setZoom}
          onCropComplete={(_percent: Area, pixels: Area) => setArea(pixels)}
          mediaProps={{ onError: () => setIsBroken(true), alt: '' }}
        />
      </div>
      <label className={styles.zoom}>
        {t('profiles.crop.zoom')}
        <input
          type="range"
          min={1}
          max={4}
          step={0.05}
          value={zoom}
          onChange={(event) => setZoom(Number(event.target.value))}
        />
      </label>
      {problem ? (
        <p className={styles.error} role="alert">
          {problem}
        </p>
      ) : null}
      {isSending ? <progress className={styles.progress} value={progress} max={1} /> : null}
    </Dialog>
  );
};
