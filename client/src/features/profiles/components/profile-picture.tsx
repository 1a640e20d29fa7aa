import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { PicturePicker } from '@/shared/ui/picture-picker';
import { useRemovePicture, useUploadPicture, type PictureKind } from '../api/change-profile';

interface ProfilePictureProps {
  kind: PictureKind;
  hasPicture: boolean;
  preview: ReactNode;
}

/** One of the profile's pictures. */
export const ProfilePicture = ({ kind, hasPicture, preview }: ProfilePictureProps) => {
  const { t } = useTranslation();
  return (
    <PicturePicker
      shape={kind}
      words={{
        title: t(`profiles.${kind}`),
        hint: t('profiles.pictureHint'),
        upload: t(`profiles.upload.${kind}`),
        crop: t(`profiles.crop.${kind}`),
      }}
      preview={preview}
      hasPicture={hasPicture}
      upload={useUploadPicture(kind)}
      remove={useRemovePicture(kind)}
    />
  );
};
