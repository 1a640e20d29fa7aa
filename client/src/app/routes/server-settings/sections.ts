import type { ServerDetail } from '@maru/contracts/http/chat/servers';
import { can, type Permission } from '@maru/contracts/permissions';
import {
  Ban,
  Flag,
  Funnel,
  Link2,
  Mail,
  ScrollText,
  Shapes,
  ShieldCheck,
  ShieldQuestionMark,
  SlidersHorizontal,
  TriangleAlert,
  UsersRound,
  type LucideIcon,
} from 'lucide-react';
import { lazy, type ComponentType, type LazyExoticComponent } from 'react';
import { moderatorPermissions } from '@/features/moderation/model/moderators';
import { permissionsIn } from '@/entities/server/model/permissions';

/** What a section is given: the server as the signed-in person may see it. */
export interface SectionProps {
  detail: ServerDetail;
}

interface ServerSection {
  /** Its name in the address and in the words `serverSettings.sections`. */
  id: string;
  group: 'general' | 'people' | 'moderation' | 'danger';
  icon: LucideIcon;
  /** One of these is enough. `owner`: only who owns the server. */
  needs: readonly Permission[] | 'owner';
  Content: LazyExoticComponent<ComponentType<SectionProps>>;
}

/** A section's file exports it as `Component`, like a page. */
const section = (load: () => Promise<{ Component: ComponentType<SectionProps> }>) =>
  lazy(async () => ({ default: (await load()).Component }));

/** The sections of a server's settings, in the order in which they stand; each is a chunk of its own. */
const serverSections = [
  {
    id: 'overview',
    group: 'general',
    icon: SlidersHorizontal,
    needs: ['manageServer'],
    Content: section(() => import('./overview')),
  },
  {
    id: 'roles',
    group: 'people',
    icon: Shapes,
    needs: ['manageRoles'],
    Content: section(() => import('./roles')),
  },
  {
    id: 'members',
    group: 'people',
    icon: UsersRound,
    needs: ['manageRoles', 'timeOutMembers', 'kickMembers', 'banMembers', 'manageNicknames'],
    Content: section(() => import('./members')),
  },
  {
    id: 'permissions',
    group: 'people',
    icon: ShieldQuestionMark,
    needs: ['manageRoles'],
    Content: section(() => import('./permissions')),
  },
  {
    id: 'invites',
    group: 'people',
    icon: Link2,
    needs: ['manageServer'],
    Content: section(() => import('./invites')),
  },
  {
    id: 'email-invites',
    group: 'people',
    icon: Mail,
    needs: ['manageServer'],
    Content: section(() => import('./email-invites')),
  },
  {
    id: 'reports',
    group: 'moderation',
    icon: Flag,
    needs: moderatorPermissions,
    Content: section(() => import('./reports')),
  },
  {
    id: 'bans',
    group: 'moderation',
    icon: Ban,
    needs: ['banMembers'],
    Content: section(() => import('./bans')),
  },
  {
    id: 'content-rules',
    group: 'moderation',
    icon: Funnel,
    needs: ['manageServer'],
    Content: section(() => import('./content-rules')),
  },
  {
    id: 'safety',
    group: 'moderation',
    icon: ShieldCheck,
    needs: ['manageServer'],
    Content: section(() => import('./safety')),
  },
  {
    id: 'audit-log',
    group: 'moderation',
    icon: ScrollText,
    needs: ['viewAuditLog'],
    Content: section(() => import('./audit-log')),
  },
  {
    id: 'danger',
    group: 'danger',
    icon: TriangleAlert,
    needs: 'owner',
    Content: section(() => import('./danger')),
  },
] as const satisfies ServerSection[];

type ServerSectionId = (typeof serverSections)[number]['id'];

export const sectionGroups = ['general', 'people', 'moderation', 'danger'] as const;

/** What the signed-in person may open of the settings. */
export const sectionsFor = (
  detail: ServerDetail,
): (Omit<ServerSection, 'id'> & { id: ServerSectionId })[] => {
  const permissions = permissionsIn(detail);
  const isOwner = detail.me.userId === detail.server.ownerId;
  return serverSections.filter(({ needs }) =>
    needs === 'owner' ? isOwner : needs.some((permission) => can(permissions, permission)),
  );
};
