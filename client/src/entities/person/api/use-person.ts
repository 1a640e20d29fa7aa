import type { Member } from '@maru/contracts/http/chat/members';
import { useTranslation } from 'react-i18next';
import { useOpenServer } from '@/entities/server/components/open-server';
import { nameLookOf } from '@/entities/server/model/role-color';
import { useMember } from './members';
import { useProfile } from './profiles';

interface Person {
  /** The nickname in the open server, or else the profile's. */
  name: string;
  profileName: string;
  /** `null`: not (or no longer) a member; undefined: not known yet. */
  member: Member | null | undefined;
  color: string | undefined;
  icon: string | undefined;
  isPending: boolean;
}

/** A person as the open server knows them. */
export const usePerson = (userId: string): Person => {
  const { t } = useTranslation();
  const { server, roles } = useOpenServer();
  const profile = useProfile(userId);
  const { data: member } = useMember(server.serverId, userId);
  const profileName = profile.data?.nickname ?? t('common.someone');
  return {
    name: member?.nickname ?? profileName,
    profileName,
    member,
    ...nameLookOf(roles, member?.roleIds ?? []),
    isPending: profile.isPending && !member?.nickname,
  };
};
