import { profileRoutes } from '@maru/contracts/http/user/profiles';
import type { RouteInput } from '@maru/contracts/route';
import { useMutation } from '@tanstack/react-query';
import { writeProfile } from '@/entities/person/api/profiles';
import { call } from '@/shared/api/http';
import { useUpload } from '@/shared/api/use-upload';

export const useUpdateProfile = () =>
  useMutation({
    meta: { handledErrors: ['TAG_TAKEN'] },
    mutationFn: (body: RouteInput<typeof profileRoutes.updateProfile>['body']) =>
      call(profileRoutes.updateProfile, { body }),
    onSuccess: writeProfile,
  });

export type PictureKind = 'avatar' | 'banner';

export const useUploadPicture = (kind: PictureKind) => {
  const route = kind === 'avatar' ? profileRoutes.putAvatar : profileRoutes.putBanner;
  return useUpload({
    send: (upload, onProgress) => call(route, { upload, onProgress }),
    onSuccess: writeProfile,
  });
};

export const useRemovePicture = (kind: PictureKind) => {
  const route = kind === 'avatar' ? profileRoutes.deleteAvatar : profileRoutes.deleteBanner;
  return useMutation({ mutationFn: () => call(route, {}), onSuccess: writeProfile });
};
