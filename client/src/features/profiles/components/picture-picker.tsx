import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import { errorWords } from '@/shared/errors/error-words';
import { Button } from '@/shared/ui/button';
import { CropDialog } from '@/shared/ui/crop-dialog';
import { PictureInput } from '@/shared/ui/picture-input';
import { useRemovePicture, useUploadPicture, type PictureKind } from '../api/change-profile';
import styles from './profile-editor.module.css';

interface PicturePickerProps {
  kind: PictureKind;
  hasPicture: boolean;
  preview: ReactNode;
}

/** Choosing a picture from the device, cutting and sending it; or removing the one that is there. */
export const PicturePicker = ({ kind, hasPicture, preview }: PicturePickerProps) => {
  const { t } = useTranslation();
  const remove = useRemovePicture(kind);
  return (
    <div className={styles.picker}>
      {preview}
      <div className={styles.pickerText}>
        <b>{t(`profiles.${kind}`)}</b>
        <span>{t('profiles.pictureHint')}</span>
        <div className={styles.pickerButtons}>
          <PictureInput label={t(`profiles.upload.${kind}`)}>
            {(url, close) => <SendPicture kind={kind} url={url} onClose={close} />}
          </PictureInput>
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
    </div>
  );
};

const SendPicture = ({ kind, url, onClose }: { kind: PictureKind; url: string; onClose: () => void }) => {
  const { t } = useTranslation();
  const upload = useUploadPicture(kind);
  return (
    <CropDialog
      shape={kind}
      title={t(`profiles.crop.${kind}`)}
      url={url}
      isSending={upload.isPending}
      progress={upload.progress}
      error={upload.error}
      onSend={(picture) => upload.mutate(picture, { onSuccess: onClose })}
      onClose={onClose}
    />
  );
};
