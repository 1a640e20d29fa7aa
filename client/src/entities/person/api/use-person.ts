import type { Member } from '@maru/contracts/http/chat/members';
import { useMember } from './use-member';
import { useProfile } from './use-profile';
import { nameLookOf } from '@/entities/server/model/role-color';
import { useTranslation } from 'react-i18next';
import { useOpenServer } from '@/entities/server/components/open-server';

interface Person {
  /** As the server calls them; who left is called as their profile does. */
  name: string;
  profileName: string;
  /** `null`: no member (any more); undefined: not known yet. */
  member: Member | null | undefined;
  color: string | undefined;
  icon: string | undefined;
  isPending: boolean;
}

/** Somebody as the open server knows them. */
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
