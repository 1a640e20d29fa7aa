import { useQueries } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { fetchProfile, profileKey } from './use-profile';

/** What several people are called, for sentences and searches; who is not known yet is an ellipsis. */
export const useProfileNames = (userIds: readonly string[]): ((userId: string) => string) => {
  const { t } = useTranslation();
  const results = useQueries({
    queries: userIds.map((userId) => ({
      queryKey: profileKey(userId),
      queryFn: () => fetchProfile(userId),
      gcTime: Number.POSITIVE_INFINITY,
    })),
  });
  const profiles = new Map(userIds.map((userId, index) => [userId, results[index]?.data]));
  return (userId) => {
    const profile = profiles.get(userId);
    return profile === undefined ? '…' : (profile?.nickname ?? t('common.someone'));
  };
};
