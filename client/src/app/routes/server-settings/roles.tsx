import type { Role } from '@maru/contracts/http/chat/roles';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router-dom';
import { MemberPicker } from '@/entities/person/components/member-picker';
import { RolesSettings } from '@/features/roles/components/roles-settings';
import { putRoles } from '@/entities/server/api/subscribe';
import { paths } from '@/shared/config/paths';
import { startViewingAs } from '@/entities/server/model/view-as';
import { Person } from '@/entities/person/components/person-summary';
import type { SectionProps } from './sections';
import { useMemberName } from '@/entities/person/api/use-member-name';

/** Roles, with people as profiles know them. */
export const Component = ({ detail }: SectionProps) => {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const nameOf = useMemberName();
  const { serverId } = detail.server;
  const path = paths.serverSettings.to(serverId, 'roles');
  const viewAs = ({ roleId, name }: Role) => {
    const isEveryone = roleId === (serverId as string);
    startViewingAs({ kind: 'role', serverId, roleId, name: isEveryone ? t('roles.everyone') : name });
    void navigate(paths.server.to(serverId));
  };
  return (
    <RolesSettings
      detail={detail}
      linkTo={(roleId) => (roleId ? `${path}?role=${roleId}` : path)}
      onRoles={(roles) => putRoles(serverId, roles)}
      onViewAs={viewAs}
      nameOf={nameOf}
      renderPerson={({ userId }) => <Person userId={userId} />}
      renderPicker={(onPick, isLeftOut) => (
        <MemberPicker
          serverId={serverId}
          renderPerson={({ userId }) => <Person userId={userId} />}
          isLeftOut={isLeftOut}
          onPick={onPick}
        />
      )}
    />
  );
};
