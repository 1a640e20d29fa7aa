import type { Member } from '@maru/contracts/http/chat/members';
import { useTranslation } from 'react-i18next';
import { readProfile } from './profiles';

/** Returns a function that names a member in sentences. Reads cached profiles only: the member is already on the screen. */
export const useMemberName = (): ((member: Pick<Member, 'userId' | 'nickname'>) => string) => {
  const { t } = useTranslation();
  return ({ userId, nickname }) => nickname ?? readProfile(userId)?.nickname ?? t('common.someone');
};
