import type { Member } from '@maru/contracts/http/chat/members';
import { MoreHorizontal } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { MembersSettings } from '@/features/members/components/table/members-settings';
import { IconButton } from '@/shared/ui/icon-button';
import { Menu } from '@/shared/ui/menu';
import { PersonName } from '@/entities/person/components/person-name';
import { usePeople } from '../../people/people-context';
import { usePerson } from '@/entities/person/api/use-person';
import { usePersonActions } from '../../people/use-person-actions';
import { Person } from '@/entities/person/components/person-summary';
import type { SectionProps } from './sections';
import { useMemberName } from '@/entities/person/api/use-member-name';

/** Everybody in the server, with people as profiles know them. */
export const Component = ({ detail }: SectionProps) => {
  const { ask } = usePeople();
  const nameOf = useMemberName();
  return (
    <MembersSettings
      detail={detail}
      renderPerson={({ userId }) => <Person userId={userId} />}
      renderName={(userId) => <PersonName userId={userId} />}
      renderMenu={(member) => <MemberMenu member={member} />}
      onModerate={(kind, members, onDone) =>
        ask({ kind, targets: members.map((each) => ({ userId: each.userId, name: nameOf(each) })), onDone })
      }
    />
  );
};

const MemberMenu = ({ member }: { member: Member }) => {
  const { t } = useTranslation();
  const { name } = usePerson(member.userId);
  const { items } = usePersonActions(member.userId);
  if (items.length === 0) return null;
  return (
    <Menu items={items}>
      <IconButton icon={MoreHorizontal} label={t('members.table.menu', { name })} />
    </Menu>
  );
};
