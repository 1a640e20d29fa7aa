import type { Member } from '@maru/contracts/http/chat/members';
import type { Role } from '@maru/contracts/http/chat/roles';
import { everyoneRoleId } from '@maru/contracts/permission-rules';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router-dom';
import { startViewingAs } from '@/entities/server/model/view-as';
import { paths } from '@/shared/config/paths';

/** Returns a function that opens the server as a holder of the role sees it. */
export const useViewAsRole = (): ((role: Role) => void) => {
  const { t } = useTranslation();
  const navigate = useNavigate();
  return ({ roleId, serverId, name }) => {
    const isEveryone = roleId === everyoneRoleId(serverId);
    startViewingAs({ kind: 'role', serverId, roleId, name: isEveryone ? t('roles.everyone') : name });
    void navigate(paths.server.to(serverId));
  };
};

/** Returns a function that opens the server as a member sees it. */
export const useViewAsMember = (): ((member: Member, name: string) => void) => {
  const navigate = useNavigate();
  return useCallback(
    (member, name) => {
      startViewingAs({ kind: 'member', serverId: member.serverId, name, member });
      void navigate(paths.server.to(member.serverId));
    },
    [navigate],
  );
};
