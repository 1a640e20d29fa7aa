import type { Category, Channel } from '@maru/contracts/http/chat/channels';
import type { ServerDetail } from '@maru/contracts/http/chat/servers';
import { asChannel, isSeenByAll, resolvePermissions } from '@maru/contracts/permission-rules';
import { can, type PermissionSet } from '@maru/contracts/permissions';
import { rulesOf } from '@/entities/server/model/permissions';

/** What the signed-in person may do with a channel or category, and whether everybody sees it. */
export interface Standing {
  canManage: boolean;
  canManageRoles: boolean;
  isPrivate: boolean;
}

const none: Standing = { canManage: false, canManageRoles: false, isPrivate: false };

const standingOf = (permissions: PermissionSet, isPrivate: boolean): Standing => ({
  canManage: can(permissions, 'manageChannels'),
  canManageRoles: can(permissions, 'manageRoles'),
  isPrivate,
});

/** The standing of every channel and category of a server, by id. */
export const standingsOf = (detail: ServerDetail): ((id: string) => Standing) => {
  const rules = rulesOf(detail);
  const member = detail.me;
  const entry = (id: string, channel: Channel | ReturnType<typeof asChannel>) =>
    [id, standingOf(resolvePermissions({ rules, member, channel }), !isSeenByAll(rules, channel))] as const;
  const standings = new Map<string, Standing>([
    ...detail.channels.map((channel) => entry(channel.channelId, channel)),
    ...detail.categories.map((category: Category) => entry(category.categoryId, asChannel(category))),
  ]);
  return (id) => standings.get(id) ?? none;
};
