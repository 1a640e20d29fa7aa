import type { Member } from '@maru/contracts/http/chat/members';
import { can } from '@maru/contracts/permissions';
import { Eye } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router-dom';
import { paths } from '@/shared/config/paths';
import { permissionsIn } from '@/entities/server/model/permissions';
import { startViewingAs } from '@/entities/server/model/view-as';
import type { MenuItem } from '@/shared/ui/menu';
import { useOpenServer } from '@/entities/server/components/open-server';

/** For who manages roles: looking at the server through a member's eyes. */
export const useViewAsMember = (): ((member: Member, name: string) => MenuItem[]) => {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const detail = useOpenServer();
  if (!can(permissionsIn(detail), 'manageRoles')) return () => [];
  return (member, name) => [
    {
      label: t('members.viewAs'),
      icon: Eye,
      onSelect: () => {
        startViewingAs({ kind: 'member', serverId: member.serverId, name, member });
        void navigate(paths.server.to(member.serverId));
      },
    },
  ];
};
