import type { Category, Channel } from '@maru/contracts/http/chat/channels';
import type { ServerDetail } from '@maru/contracts/http/chat/servers';
import { asChannel, isSeenByAll, resolvePermissions } from '@maru/contracts/permission-rules';
import { can, type PermissionSet } from '@maru/contracts/permissions';
import { rulesOf } from '@/entities/server/model/permissions';

/** The viewer's permissions to manage a channel or category, and its privacy. */
export interface PlaceAccess {
  canManage: boolean;
  canManageRoles: boolean;
  /** Hidden from some members. */
  isPrivate: boolean;
}

const none: PlaceAccess = { canManage: false, canManageRoles: false, isPrivate: false };

const accessOf = (permissions: PermissionSet, isPrivate: boolean): PlaceAccess => ({
  canManage: can(permissions, 'manageChannels'),
  canManageRoles: can(permissions, 'manageRoles'),
  isPrivate,
});

/** Returns a function that looks up the viewer's access to a channel or category of the server by id. */
export const accessIn = (detail: ServerDetail): ((id: string) => PlaceAccess) => {
  const rules = rulesOf(detail);
  const member = detail.me;
  const entry = (id: string, channel: Channel | ReturnType<typeof asChannel>) =>
    [id, accessOf(resolvePermissions({ rules, member, channel }), !isSeenByAll(rules, channel))] as const;
  const accesses = new Map<string, PlaceAccess>([
    ...detail.channels.map((channel) => entry(channel.channelId, channel)),
    ...detail.categories.map((category: Category) => entry(category.categoryId, asChannel(category))),
  ]);
  return (id) => accesses.get(id) ?? none;
};
