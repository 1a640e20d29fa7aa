import type { Channel } from '@maru/contracts/http/chat/channels';
import type { ServerDetail } from '@maru/contracts/http/chat/servers';
import {
  asChannel,
  resolvePermissions,
  type MemberRules,
  type ServerRules,
} from '@maru/contracts/permission-rules';
import { can, type PermissionSet } from '@maru/contracts/permissions';

/** The parts of a server that decide permissions. */
export const rulesOf = ({ server, roles, categories, channels }: ServerDetail): ServerRules => ({
  serverId: server.serverId,
  ownerId: server.ownerId,
  verification: server.verification,
  isRaidModeOn: server.raidModeSince !== null,
  roles,
  categories,
  channels,
});

/** The permissions of the viewer (or of `member`) in the server, or in a channel of it. */
export const permissionsIn = (
  detail: ServerDetail,
  channel?: Channel,
  member: MemberRules = detail.me,
): PermissionSet => resolvePermissions({ rules: rulesOf(detail), member, channel });

/** The server without the channels and categories that `member` may not see. Hides cached ones at once when a permission is lost. */
export const onlyVisible = (detail: ServerDetail, member: MemberRules = detail.me): ServerDetail => {
  const rules = rulesOf(detail);
  const channels = detail.channels.filter((channel) =>
    can(resolvePermissions({ rules, member, channel }), 'viewChannel'),
  );
  const categories = detail.categories.filter(
    (category) =>
      channels.some((channel) => channel.categoryId === category.categoryId) ||
      can(resolvePermissions({ rules, member, channel: asChannel(category) }), 'viewChannel'),
  );
  return { ...detail, channels, categories };
};
