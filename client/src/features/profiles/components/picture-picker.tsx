import { limits } from '@maru/contracts/limits';
import { useEffect, useRef, useState, type ChangeEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import { errorWords } from '@/shared/errors/error-words';
import { Button } from '@/shared/ui/button';
import { useRemovePicture, type PictureKind } from '../api/change-profile';
import { CropDialog } from './crop-dialog';
import styles from './profile-editor.module.css';

interface PicturePickerProps {
  kind: PictureKind;
  hasPicture: boolean;
  preview: ReactNode;
}

/** Choosing a picture from the device, cutting and sending it; or removing the one that is there. */
export const PicturePicker = ({ kind, hasPicture, preview }: PicturePickerProps) => {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const [url, setUrl] = useState<string>();
  const remove = useRemovePicture(kind);
  useEffect(() => () => (url ? URL.revokeObjectURL(url) : undefined), [url]);

  const choose = (event: ChangeEvent<HTMLInputElement>) => {
    const [file] = event.target.files ?? [];
    event.target.value = '';
    if (!file) return;
    if (!file.type.startsWith('image/') || file.type === 'image/svg+xml')
      return void toast.error(t('errors.IMAGE_INVALID'));
    if (file.size > limits.image.maxBytes * 4) return void toast.error(t('errors.PAYLOAD_TOO_LARGE'));
    setUrl(URL.createObjectURL(file));
  };
  return (
    <div className={styles.picker}>
      {preview}
      <div className={styles.pickerText}>
        <b>{t(`profiles.${kind}`)}</b>
        <span>{t('profiles.pictureHint')}</span>
        <div className={styles.pickerButtons}>
          <Button variant="secondary" onClick={() => input.current?.click()}>
            {t(`profiles.upload.${kind}`)}
          </Button>
          {hasPicture ? (
            <Button
              variant="ghost"
              isBusy={remove.isPending}
              onClick={() =>
                remove.mutate(undefined, { onError: (error) => void toast.error(errorWords(t, error)) })
              }
            >
              {t('profiles.remove')}
            </Button>
          ) : null}
        </div>
      </div>
      <input
        ref={input}
        type="file"
        accept="image/png,image/jpeg,image/webp,image/gif,image/avif"
        hidden
        onChange={choose}
      />
      {url ? <CropDialog kind={kind} url={url} onClose={() => setUrl(undefined)} /> : null}
    </div>
  );
};
