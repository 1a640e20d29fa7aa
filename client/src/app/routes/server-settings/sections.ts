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
import { permissionsIn } from '@/entities/server/model/permissions';
import { moderatorPermissions } from '@/features/moderation/model/moderators';

type SectionContent = ComponentType<{ detail: ServerDetail }>;

interface ServerSection {
  /** Its segment of the address, and its key in the words `serverSettings.sections`. */
  id: string;
  group: 'general' | 'people' | 'moderation' | 'danger';
  icon: LucideIcon;
  /** Any one of these permissions is enough; `owner`: for the server's owner only. */
  needs: readonly Permission[] | 'owner';
  Content: LazyExoticComponent<SectionContent>;
}

const section = (load: () => Promise<SectionContent>) => lazy(async () => ({ default: await load() }));

/** The sections of a server's settings, in order. Each is a chunk of its own. */
const serverSections = [
  {
    id: 'overview',
    group: 'general',
    icon: SlidersHorizontal,
    needs: ['manageServer'],
    Content: section(() =>
      import('@/features/servers/components/settings/server-overview').then((file) => file.ServerOverview),
    ),
  },
  {
    id: 'roles',
    group: 'people',
    icon: Shapes,
    needs: ['manageRoles'],
    Content: section(() =>
      import('@/features/roles/components/roles-settings').then((file) => file.RolesSettings),
    ),
  },
  {
    id: 'members',
    group: 'people',
    icon: UsersRound,
    needs: ['manageRoles', 'timeOutMembers', 'kickMembers', 'banMembers', 'manageNicknames'],
    Content: section(() => import('./members').then((file) => file.MembersSection)),
  },
  {
    id: 'permissions',
    group: 'people',
    icon: ShieldQuestionMark,
    needs: ['manageRoles'],
    Content: section(() =>
      import('@/features/roles/components/permission-check').then((file) => file.PermissionCheck),
    ),
  },
  {
    id: 'invites',
    group: 'people',
    icon: Link2,
    needs: ['manageServer'],
    Content: section(() =>
      import('@/features/invites/components/server-invites').then((file) => file.ServerInvites),
    ),
  },
  {
    id: 'email-invites',
    group: 'people',
    icon: Mail,
    needs: ['manageServer'],
    Content: section(() =>
      import('@/features/invites/components/server-email-invites').then((file) => file.ServerEmailInvites),
    ),
  },
  {
    id: 'reports',
    group: 'moderation',
    icon: Flag,
    needs: moderatorPermissions,
    Content: section(() =>
      import('@/features/moderation/components/reports/report-queue').then((file) => file.ReportQueue),
    ),
  },
  {
    id: 'bans',
    group: 'moderation',
    icon: Ban,
    needs: ['banMembers'],
    Content: section(() => import('@/features/moderation/components/ban-list').then((file) => file.BanList)),
  },
  {
    id: 'content-rules',
    group: 'moderation',
    icon: Funnel,
    needs: ['manageServer'],
    Content: section(() =>
      import('@/features/moderation/components/content-rules/content-rules').then(
        (file) => file.ContentRules,
      ),
    ),
  },
  {
    id: 'safety',
    group: 'moderation',
    icon: ShieldCheck,
    needs: ['manageServer'],
    Content: section(() =>
      import('@/features/moderation/components/server-safety').then((file) => file.ServerSafety),
    ),
  },
  {
    id: 'audit-log',
    group: 'moderation',
    icon: ScrollText,
    needs: ['viewAuditLog'],
    Content: section(() => import('@/features/audit-log/components/audit-log').then((file) => file.AuditLog)),
  },
  {
    id: 'danger',
    group: 'danger',
    icon: TriangleAlert,
    needs: 'owner',
    Content: section(() => import('./danger').then((file) => file.DangerSection)),
  },
] as const satisfies ServerSection[];

type ServerSectionId = (typeof serverSections)[number]['id'];

export const sectionGroups = ['general', 'people', 'moderation', 'danger'] as const;

/** The sections that the viewer may open. */
export const sectionsFor = (
  detail: ServerDetail,
): (Omit<ServerSection, 'id'> & { id: ServerSectionId })[] => {
  const permissions = permissionsIn(detail);
  const isOwner = detail.me.userId === detail.server.ownerId;
  return serverSections.filter(({ needs }) =>
    needs === 'owner' ? isOwner : needs.some((permission) => can(permissions, permission)),
  );
};
