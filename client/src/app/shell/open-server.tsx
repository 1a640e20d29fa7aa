import type { ServerDetail } from '@maru/contracts/http/chat/servers';
import { can } from '@maru/contracts/permissions';
import { Eye } from 'lucide-react';
import { useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import {
  PersonContributionsContext,
  type PersonContributions,
} from '@/entities/person/components/person-contributions';
import { OpenServerContext, useOpenServer } from '@/entities/server/components/open-server';
import { permissionsIn } from '@/entities/server/model/permissions';
import { RoleChips } from '@/features/members/components/role-chips';
import { ModerationProvider } from '@/features/moderation/components/moderation-provider';
import { useMemberActions } from '@/features/moderation/components/use-member-actions';
import { useViewAsMember } from '@/features/roles/components/use-view-as';

/** Makes a server the open one: its people are named, and can be acted on, as this server allows. */
export const OpenServer = ({ detail, children }: { detail: ServerDetail; children: ReactNode }) => (
  <OpenServerContext value={detail}>
    <ModerationProvider>
      <Contributions>{children}</Contributions>
    </ModerationProvider>
  </OpenServerContext>
);

/** Provides the features' contributions to people's cards and menus. */
const Contributions = ({ children }: { children: ReactNode }) => {
  const { t } = useTranslation();
  const detail = useOpenServer();
  const actionsOf = useMemberActions();
  const viewAs = useViewAsMember();
  const mayViewAs = can(permissionsIn(detail), 'manageRoles');
  const contributions = useMemo<PersonContributions>(
    () => ({
      CardSection: RoleChips,
      actionsOf: (member, name) => {
        const { allowed, report, refusal } = actionsOf(member);
        const isMe = member.userId === detail.me.userId;
        const look = { label: t('members.viewAs'), icon: Eye, onSelect: () => viewAs(member, name) };
        return {
          items: [...allowed, ...(mayViewAs && !isMe ? [look] : []), ...(report ? [report] : [])],
          refusal,
        };
      },
    }),
    [t, detail, actionsOf, viewAs, mayViewAs],
  );
  return <PersonContributionsContext value={contributions}>{children}</PersonContributionsContext>;
};
