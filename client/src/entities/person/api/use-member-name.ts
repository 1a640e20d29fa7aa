import type { Member } from '@maru/contracts/http/chat/members';
import type { Profile } from '@maru/contracts/http/user/profiles';
import { useTranslation } from 'react-i18next';
import { profileKey } from './use-profile';
import { queryClient } from '@/shared/api/query-client';

/** What a member is called, for names inside of sentences; by the profiles that are on the screen already. */
export const useMemberName = (): ((member: Pick<Member, 'userId' | 'nickname'>) => string) => {
  const { t } = useTranslation();
  return ({ userId, nickname }) =>
    nickname ?? queryClient.getQueryData<Profile>(profileKey(userId))?.nickname ?? t('common.someone');
};
