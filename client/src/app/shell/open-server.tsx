import type { Member } from '@maru/contracts/http/chat/members';
import type { ServerDetail } from '@maru/contracts/http/chat/servers';
import { can } from '@maru/contracts/permissions';
import { Eye } from 'lucide-react';
import { useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import {
  PersonContributionsContext,
  type PersonContributions,
} from '@/entities/person/components/person-contributions';
import type { MenuItem } from '@/shared/ui/menu';
import { useVoiceRooms } from '@/entities/channel/api/voice-rooms';
import { OpenServerContext, useOpenServer } from '@/entities/server/components/open-server';
import { permissionsIn } from '@/entities/server/model/permissions';
import { RoleChips } from '@/features/members/components/role-chips';
import { ModerationProvider } from '@/features/moderation/components/moderation-provider';
import { useCallActions } from '@/features/moderation/components/use-call-actions';
import { useMemberActions } from '@/features/moderation/components/use-member-actions';
import { useViewAsMember } from '@/features/roles/components/use-view-as';
import { CallSection } from './call/call-section';

/** Makes a server the open one: its people are named, and can be acted on, as this server allows. */
export const OpenServer = ({ detail, children }: { detail: ServerDetail; children: ReactNode }) => (
  <OpenServerContext value={detail}>
    <ModerationProvider>
      <Contributions>{children}</Contributions>
    </ModerationProvider>
  </OpenServerContext>
);

const CardSection = ({ member }: { member: Member }) => (
  <>
    <RoleChips member={member} />
    <CallSection member={member} />
  </>
);

/** Draws a line above the first item. */
const apart = (items: MenuItem[], isApart: boolean): MenuItem[] =>
  items.map((item, index) => (index === 0 ? { ...item, isApart } : item));

/** Provides the features' contributions to people's cards and menus. */
const Contributions = ({ children }: { children: ReactNode }) => {
  const { t } = useTranslation();
  const detail = useOpenServer();
  const actionsOf = useMemberActions();
  const callActionsOf = useCallActions(useVoiceRooms(detail.server.serverId));
  const viewAs = useViewAsMember();
  const mayViewAs = can(permissionsIn(detail), 'manageRoles');
  const contributions = useMemo<PersonContributions>(
    () => ({
      CardSection,
      actionsOf: (member, name) => {
        const { allowed, report, refusal } = actionsOf(member);
        const inCall = callActionsOf(member);
        const isMe = member.userId === detail.me.userId;
        const look = { label: t('members.viewAs'), icon: Eye, onSelect: () => viewAs(member, name) };
        return {
          items: [
            ...inCall,
            ...apart(allowed, inCall.length > 0),
            ...(mayViewAs && !isMe ? [look] : []),
            ...(report ? [report] : []),
          ],
          refusal,
        };
      },
    }),
    [t, detail, actionsOf, callActionsOf, viewAs, mayViewAs],
  );
  return <PersonContributionsContext value={contributions}>{children}</PersonContributionsContext>;
};
