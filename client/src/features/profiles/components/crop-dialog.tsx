import { useState } from 'react';
import Cropper from 'react-easy-crop';
import { useTranslation } from 'react-i18next';
import { errorWords } from '@/shared/errors/error-words';
import { Button } from '@/shared/ui/button';
import { Dialog } from '@/shared/ui/dialog';
import { useUploadPicture, type PictureKind } from '../api/change-profile';
import { cropPicture, type Area } from '../model/crop';
import styles from './profile-editor.module.css';

interface CropDialogProps {
  kind: PictureKind;
  /** An object URL of the chosen file. */
  url: string;
  onClose: () => void;
}

/** Which part of the picture to use; drag, zoom, send. */
export const CropDialog = ({ kind, url, onClose }: CropDialogProps) => {
  const { t } = useTranslation();
  const [crop, setCrop] = useState({ x: 0, y: 0 });
  const [zoom, setZoom] = useState(1);
  const [area, setArea] = useState<Area>();
  const [isBroken, setIsBroken] = useState(false);
  const upload = useUploadPicture(kind);

  const save = async () => {
    if (!area) return;
    try {
      upload.mutate(await cropPicture(url, area, kind), { onSuccess: onClose });
    } catch {
      setIsBroken(true);
    }
  };
  const problem = isBroken
    ? t('errors.IMAGE_INVALID')
    : upload.error
      ? errorWords(t, upload.error)
      : undefined;
  return (
    <Dialog
      isOpen
      title={t(`profiles.crop.${kind}`)}
      description={t('profiles.crop.text')}
      onClose={onClose}
      actions={
        <>
          <Button variant="secondary" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button isBusy={upload.isPending} disabled={!area || isBroken} onClick={() => void save()}>
            {upload.isPending ? `${Math.round(upload.progress * 100)}%` : t('common.save')}
          </Button>
        </>
      }
    >
      <div className={styles.cropper}>
        <Cropper
          image={url}
          crop={crop}
          zoom={zoom}
          aspect={kind === 'avatar' ? 1 : 2.5}
          cropShape={kind === 'avatar' ? 'round' : 'rect'}
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
      {upload.isPending ? <progress className={styles.progress} value={upload.progress} max={1} /> : null}
    </Dialog>
  );
};
