import type { ComponentProps, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './button';
import { CropDialog } from './crop-dialog';
import { PictureInput } from './picture-input';
import styles from './picture-picker.module.css';

interface PicturePickerProps {
  shape: ComponentProps<typeof CropDialog>['shape'];
  words: { title: string; hint: string; upload: string; crop: string };
  preview: ReactNode;
  hasPicture: boolean;
  upload: {
    mutate: (picture: Blob, callbacks: { onSuccess: () => void }) => void;
    /** Clears the error. */
    reset: () => void;
    isPending: boolean;
    /** From 0 to 1. */
    progress: number;
    error: Error | null;
  };
  remove: { mutate: () => void; isPending: boolean };
}

/** Picks a picture from the device, crops and uploads it, or removes the current one. Each takes effect at once. */
export const PicturePicker = (props: PicturePickerProps) => {
  const { shape, words, preview, hasPicture, upload, remove } = props;
  const { t } = useTranslation();
  return (
    <div className={styles.picker}>
      {preview}
      <div className={styles.text}>
        <b>{words.title}</b>
        <span>{words.hint}</span>
        <div className={styles.buttons}>
          <PictureInput label={words.upload}>
            {(url, close) => (
              <CropDialog
                shape={shape}
                title={words.crop}
                url={url}
                isSending={upload.isPending}
                progress={upload.progress}
                error={upload.error}
                onSend={(picture) => upload.mutate(picture, { onSuccess: close })}
                onClose={() => {
                  upload.reset();
                  close();
                }}
              />
            )}
          </PictureInput>
          {hasPicture ? (
            <Button variant="ghost" isBusy={remove.isPending} onClick={() => remove.mutate()}>
              {t('profiles.remove')}
            </Button>
          ) : null}
        </div>
      </div>
    </div>
  );
};
