import type { Channel } from '@maru/contracts/http/chat/channels';
import type { ServerDetail } from '@maru/contracts/http/chat/servers';
import {
  asChannel,
  resolvePermissions,
  type MemberRules,
  type ServerRules,
} from '@maru/contracts/permission-rules';
import { can, type PermissionSet } from '@maru/contracts/permissions';

/** What of a server decides who may do what. */
export const rulesOf = ({ server, roles, categories, channels }: ServerDetail): ServerRules => ({
  serverId: server.serverId,
  ownerId: server.ownerId,
  verification: server.verification,
  isRaidModeOn: server.raidModeSince !== null,
  roles,
  categories,
  channels,
});

/** What the signed-in person (or `member`) may do in the server, or in a channel of it. */
export const permissionsIn = (
  detail: ServerDetail,
  channel?: Channel,
  member: MemberRules = detail.me,
): PermissionSet => resolvePermissions({ rules: rulesOf(detail), member, channel });

/** The server without what `member` may not see: what was known before a permission went is not shown for one moment longer. */
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
