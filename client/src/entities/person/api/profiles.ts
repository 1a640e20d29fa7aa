import { profileRoutes, type Profile } from '@maru/contracts/http/user/profiles';
import { limits } from '@maru/contracts/limits';
import { useQueries, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { call } from '@/shared/api/http';
import { queryClient } from '@/shared/api/query-client';
import { onPush } from '@/shared/api/realtime';
import { updateMe, useSession } from '@/shared/api/session-store';

type Waiting = { resolve: (profile: Profile | null) => void; reject: (error: unknown) => void };

const waiting = new Map<string, Waiting[]>();
let timer: ReturnType<typeof setTimeout> | undefined;

const ask = async (ids: string[], asked: Map<string, Waiting[]>) => {
  try {
    const { profiles } = await call(profileRoutes.listProfiles, { query: { ids: ids.join(',') } });
    const found = new Map(profiles.map((profile) => [profile.userId, profile]));
    for (const id of ids) asked.get(id)?.forEach(({ resolve }) => resolve(found.get(id) ?? null));
  } catch (error) {
    for (const id of ids) asked.get(id)?.forEach(({ reject }) => reject(error));
  }
};

const flush = () => {
  timer = undefined;
  const asked = new Map(waiting);
  waiting.clear();
  const ids = [...asked.keys()];
  for (let from = 0; from < ids.length; from += limits.profilesPerRequest) {
    void ask(ids.slice(from, from + limits.profilesPerRequest), asked);
  }
};

/** Fetches one profile; calls within 5 ms share a request. Resolves to `null` when there is no such person. */
const fetchProfile = (userId: string): Promise<Profile | null> =>
  new Promise((resolve, reject) => {
    waiting.set(userId, [...(waiting.get(userId) ?? []), { resolve, reject }]);
    timer ??= setTimeout(flush, 5);
  });

const keyOf = (userId: string) => ['profiles', userId] as const;

const profileQuery = (userId: string) => ({
  queryKey: keyOf(userId),
  queryFn: () => fetchProfile(userId),
  gcTime: Number.POSITIVE_INFINITY,
});

/** A person's profile; `data` is `null` when there is no such person. */
export const useProfile = (userId: string) => useQuery(profileQuery(userId));

/** Returns a function that names several people as their profiles do, for sentences and searches; "…" until a profile is known. */
export const useProfileNames = (userIds: readonly string[]): ((userId: string) => string) => {
  const { t } = useTranslation();
  const results = useQueries({ queries: userIds.map(profileQuery) });
  const profiles = new Map(userIds.map((userId, index) => [userId, results[index]?.data]));
  return (userId) => {
    const profile = profiles.get(userId);
    return profile === undefined ? '…' : (profile?.nickname ?? t('common.someone'));
  };
};

/** Returns the cached profile of a person. */
export const readProfile = (userId: string): Profile | null | undefined =>
  queryClient.getQueryData<Profile | null>(keyOf(userId));

/** Replaces a profile wherever it is shown, also the signed-in person's own. */
export const writeProfile = (profile: Profile): void => {
  queryClient.setQueryData(keyOf(profile.userId), profile);
  if (useSession.getState().me?.userId === profile.userId) updateMe(profile);
};

/** Writes pushes about profiles to the cache. */
export const subscribeToProfiles = (): (() => void) => {
  const stops = [
    onPush('profile:updated', ({ profile }) => writeProfile(profile)),
    onPush('profile:deleted', ({ userId }) => void queryClient.setQueryData(keyOf(userId), null)),
  ];
  return () => stops.forEach((stop) => stop());
};
