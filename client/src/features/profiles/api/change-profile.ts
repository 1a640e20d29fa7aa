import { profileRoutes, type Profile } from '@maru/contracts/http/user/profiles';
import type { RouteInput } from '@maru/contracts/route';
import { useMutation } from '@tanstack/react-query';
import { call } from '@/shared/api/http';
import { queryClient } from '@/shared/api/query-client';
import { onPush } from '@/shared/api/realtime';
import { useUpload } from '@/shared/api/use-upload';
import { updateMe, useSession } from '@/shared/api/session-store';
import { profileKey } from '@/entities/person/api/use-profile';

/** Puts a newer profile everywhere that it is shown. */
const writeProfile = (profile: Profile): void => {
  queryClient.setQueryData(profileKey(profile.userId), profile);
  if (useSession.getState().me?.userId === profile.userId) updateMe(profile);
};

/** Keeps profiles as sockets tell of changes. */
export const subscribeToProfiles = (): (() => void) => {
  const stops = [
    onPush('profile:updated', ({ profile }) => writeProfile(profile)),
    onPush('profile:deleted', ({ userId }) => void queryClient.setQueryData(profileKey(userId), null)),
  ];
  return () => stops.forEach((stop) => stop());
};

export const useUpdateProfile = () =>
  useMutation({
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
