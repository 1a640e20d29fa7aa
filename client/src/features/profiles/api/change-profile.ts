import { profileRoutes, type Profile } from '@maru/contracts/http/user/profiles';
import type { RouteInput } from '@maru/contracts/route';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '@/shared/api/http';
import { queryClient } from '@/shared/api/query-client';
import { onPush } from '@/shared/api/realtime';
import { updateMe, useSession } from '@/shared/api/session-store';
import { profileKey } from './use-profile';

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

/** Uploading a picture, with how much of it has gone, from 0 to 1. */
export const useUploadPicture = (kind: PictureKind) => {
  const [progress, setProgress] = useState(0);
  const route = kind === 'avatar' ? profileRoutes.putAvatar : profileRoutes.putBanner;
  const mutation = useMutation({
    mutationFn: (upload: Blob) => {
      setProgress(0);
      return call(route, { upload, onProgress: setProgress });
    },
    onSuccess: writeProfile,
  });
  return { ...mutation, progress };
};

export const useRemovePicture = (kind: PictureKind) => {
  const route = kind === 'avatar' ? profileRoutes.deleteAvatar : profileRoutes.deleteBanner;
  return useMutation({ mutationFn: () => call(route, {}), onSuccess: writeProfile });
};
