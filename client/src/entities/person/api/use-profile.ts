import { profileRoutes, type Profile } from '@maru/contracts/http/user/profiles';
import { limits } from '@maru/contracts/limits';
import { useQuery } from '@tanstack/react-query';
import { call } from '@/shared/api/http';

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

/** One profile; those asked for in the same moment go in one request. `null`: there is no such person. */
export const fetchProfile = (userId: string): Promise<Profile | null> =>
  new Promise((resolve, reject) => {
    waiting.set(userId, [...(waiting.get(userId) ?? []), { resolve, reject }]);
    timer ??= setTimeout(flush, 5);
  });

export const profileKey = (userId: string) => ['profiles', userId] as const;

/** A person's profile from the cache or, batched with others, from the user service. */
export const useProfile = (userId: string) =>
  useQuery({
    queryKey: profileKey(userId),
    queryFn: () => fetchProfile(userId),
    gcTime: Number.POSITIVE_INFINITY,
  });
